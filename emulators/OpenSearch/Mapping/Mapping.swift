import AWSCore
import AWSOpenSearch

/// The mapping of one index: its definition, and what follows from it.
struct Mapping: Sendable {
    /// `{"properties": {...}, "dynamic": ...}`, as OpenSearch shows it.
    private(set) var definition: Document.Object
    private(set) var fields: [String: FieldMapping]
    private(set) var objects: [String: ObjectMapping]
    let dynamic: ObjectMapping.Dynamic
    let flavor: OpenSearchSettings.Flavor
    /// What fields of vectors may name.
    var models: [String: VectorModel]

    var detectsDates: Bool { definition["date_detection"]?.truth ?? true }
    var detectsNumbers: Bool { definition["numeric_detection"]?.truth ?? false }
    var isSourceKept: Bool { definition["_source"]?["enabled"]?.truth ?? true }

    private static let rootMembers: Set = [
        "properties", "dynamic", "date_detection", "numeric_detection", "dynamic_date_formats", "_source", "_routing",
        "_meta", "dynamic_templates", "_size", "_data_stream_timestamp", "_field_names",
    ]

    init(
        _ definition: Document.Object, _ flavor: OpenSearchSettings.Flavor, _ models: [String: VectorModel] = [:]
    ) throws(OpenSearchError) {
        if let unknown = definition.entries.first(where: { !Self.rootMembers.contains($0.name) }) {
            throw .mapperParsing(
                "Root mapping definition has unsupported parameters:  [\(unknown.name) : "
                    + "\(unknown.value.jsonText())]")
        }
        if let templates = definition["dynamic_templates"]?.list, !templates.isEmpty {
            throw .notEmulated("[dynamic_templates] of mappings")
        }
        var compiler = MappingCompiler(flavor, models)
        try compiler.compile(definition["properties"]?.object ?? .init(), under: "", depth: 1)
        self.definition = definition
        (self.flavor, self.models) = (flavor, models)
        fields = compiler.fields
        objects = compiler.objects
        dynamic = try definition["dynamic"].map(ObjectMapping.Dynamic.init) ?? .yes
    }

    /// The field behind a name, which may be an alias.
    func field(_ path: String) -> FieldMapping? {
        guard let field = fields[path] else { return nil }
        return field.target.flatMap { fields[$0] } ?? field
    }

    /// Paths that a pattern with `*` stands for, sorted.
    func paths(matching pattern: String) -> [String] {
        if !pattern.contains("*") { return [pattern] }
        return fields.keys.filter { Glob.matches(pattern, $0) }.sorted()
    }

    /// The innermost nested object around `path`; nil for none.
    func nestedPath(of path: String) -> String? {
        let parts = path.split(separator: ".")
        for count in stride(from: parts.count, to: 0, by: -1) {
            let prefix = parts.prefix(count).joined(separator: ".")
            if objects[prefix]?.isNested ?? false { return prefix }
        }
        return nil
    }

    /// With the fields of `addition` added.
    /// - Throws: `illegal_argument_exception` for a field whose type would change.
    func merging(_ addition: Document.Object) throws(OpenSearchError) -> Mapping {
        var merged = definition
        for entry in addition.entries where entry.name != "properties" { merged[entry.name] = entry.value }
        let properties = try Self.merge(
            merged["properties"]?.object ?? .init(), addition["properties"]?.object ?? .init(), under: "")
        if !properties.entries.isEmpty { merged["properties"] = .object(properties) }
        return try Mapping(merged, flavor, models)
    }

    private static func merge(
        _ old: Document.Object, _ new: Document.Object, under prefix: String
    ) throws(OpenSearchError) -> Document.Object {
        var merged = old
        for entry in new.entries {
            guard let before = old[entry.name]?.object, let after = entry.value.object else {
                merged[entry.name] = entry.value
                continue
            }
            merged[entry.name] = .object(try merge(field: before, after, prefix + entry.name))
        }
        return Document.Object(merged.entries.sorted { TermOrder.precedes($0.name, $1.name) })
    }

    /// What says how vectors are kept is said once.
    private static let vectorParameters = [
        "dimension", "data_type", "method", "model_id", "mode", "compression_level", "space_type", "engine",
    ]

    private static func merge(
        field before: Document.Object, _ after: Document.Object, _ path: String
    ) throws(OpenSearchError) -> Document.Object {
        func type(_ field: Document.Object) -> String { field["type"]?.string ?? "object" }
        // Objects that are only gone through on the way to a field say nothing of their own type.
        let isPath = after["type"] == nil && after["properties"] != nil && ["object", "nested"].contains(type(before))
        guard type(before) == type(after) || isPath else {
            throw .illegalArgument(
                "mapper [\(path)] cannot be changed from type [\(type(before))] to "
                    + "[\(type(after))]")
        }
        let fixed = type(after) == FieldType.vector.rawValue ? vectorParameters : ["analyzer", "normalizer"]
        for name in fixed {
            if let old = before[name], let new = after[name], old != new {
                let (old, new) = (old["name"] ?? old, new["name"] ?? new)
                throw .illegalArgument(
                    "Mapper for [\(path)] conflicts with existing mapper:\n\tCannot update parameter [\(name)] "
                        + "from [\(old.scalarText ?? "")] to [\(new.scalarText ?? "")]")
            }
        }
        var merged = before
        for entry in after.entries where entry.name != "properties" && entry.name != "fields" {
            merged[entry.name] = entry.value
        }
        for name in ["properties", "fields"] {
            guard let added = after[name]?.object else { continue }
            merged[name] = .object(try merge(before[name]?.object ?? .init(), added, under: path + "."))
        }
        return merged
    }
}
