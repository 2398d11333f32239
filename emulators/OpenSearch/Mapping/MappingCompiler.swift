import AWSCore
import AWSOpenSearch

/// Reads the definition of fields into what documents and queries are understood by.
struct MappingCompiler {
    let flavor: OpenSearchSettings.Flavor
    let models: [String: VectorModel]
    var fields: [String: FieldMapping] = [:]
    var objects: [String: ObjectMapping] = [:]

    /// Deeper objects are refused (`index.mapping.depth.limit`).
    static let depthMax = 20
    /// More fields are refused (`index.mapping.total_fields.limit`).
    static let fieldsMax = 1000

    init(_ flavor: OpenSearchSettings.Flavor, _ models: [String: VectorModel]) {
        (self.flavor, self.models) = (flavor, models)
    }

    mutating func compile(_ properties: Document.Object, under prefix: String, depth: Int) throws(OpenSearchError) {
        guard depth <= Self.depthMax else {
            throw .illegalArgument("Limit of mapping depth [\(Self.depthMax)] has been exceeded")
        }
        for entry in properties.entries {
            guard let definition = entry.value.object else {
                throw .mapperParsing(
                    "Expected map for property [fields] on field [\(entry.name)] but got a class java.lang.String")
            }
            try compile(definition, as: prefix + entry.name, depth: depth)
            guard fields.count + objects.count <= Self.fieldsMax else {
                throw .illegalArgument("Limit of total fields [\(Self.fieldsMax)] has been exceeded")
            }
        }
    }

    private mutating func compile(_ definition: Document.Object, as path: String, depth: Int) throws(OpenSearchError) {
        let typeName = definition["type"]?.string ?? (definition["properties"] != nil ? "object" : nil)
        let name = path.split(separator: ".").last.map(String.init) ?? path
        guard let typeName else {
            if definition.entries.isEmpty || definition["dynamic"] != nil || definition["enabled"] != nil {
                return try compile(object: definition, "object", path, depth)
            }
            throw .mapperParsing("No type specified for field [\(name)]")
        }
        if typeName == "object" || typeName == "nested" {
            return try compile(object: definition, typeName, path, depth)
        }
        guard let type = FieldType(rawValue: typeName) else {
            if FieldType.refused.contains(typeName) {
                throw .notEmulated(
                    "the type [\(typeName)] of field "
                        + "[\(path)]")
            }
            throw .mapperParsing("No handler for type [\(typeName)] declared on field [\(name)]")
        }
        try MappingRules.check(definition, type, name)
        var field = FieldMapping(path: path, type: type, definition: definition)
        if type == .vector { field.vector = try VectorMappingReader.read(definition, name, flavor, models) }
        if type == .alias { field.target = definition["path"]?.string }
        for entry in definition["fields"]?.object?.entries ?? [] {
            guard let inner = entry.value.object else { continue }
            try compile(inner, as: "\(path).\(entry.name)", depth: depth)
            field.subfields.append("\(path).\(entry.name)")
        }
        fields[path] = field
    }

    private mutating func compile(
        object definition: Document.Object, _ type: String, _ path: String, _ depth: Int
    ) throws(OpenSearchError) {
        objects[path] = ObjectMapping(
            isNested: type == "nested", isEnabled: definition["enabled"]?.truth ?? true,
            dynamic: try definition["dynamic"].map(ObjectMapping.Dynamic.init))
        try compile(definition["properties"]?.object ?? .init(), under: path + ".", depth: depth + 1)
    }
}

/// An object field: what may be in it.
struct ObjectMapping: Sendable {
    enum Dynamic: String, Sendable {
        case yes = "true"
        case no = "false"
        case strict
        case strictAllowTemplates = "strict_allow_templates"
        case falseAllowTemplates = "false_allow_templates"

        init(_ value: Document) throws(OpenSearchError) {
            guard let text = value.scalarText?.lowercased(), let dynamic = Dynamic(rawValue: text) else {
                throw .mapperParsing(
                    "Failed to parse value [\(value.scalarText ?? "")] as only [true] or [false] are allowed.")
            }
            self = dynamic
        }
    }

    var isNested = false
    var isEnabled = true
    var dynamic: Dynamic?
}

/// Which parameters fields of which types have.
enum MappingRules {
    private static let common: Set = [
        "type", "fields", "copy_to", "index", "store", "doc_values", "null_value", "boost", "meta", "similarity",
        "ignore_malformed", "coerce", "format", "locale", "scaling_factor", "ignore_above", "normalizer", "norms",
        "eager_global_ordinals", "index_options", "split_queries_on_whitespace", "analyzer", "search_analyzer",
        "search_quote_analyzer", "fielddata", "fielddata_frequency_filter", "index_phrases", "index_prefixes",
        "position_increment_gap", "term_vector", "path", "dimension", "method", "model_id", "data_type", "space_type",
        "engine", "mode", "compression_level", "depth_limit", "print_format", "enabled", "skip_list", "use_similarity",
    ]

    static func check(_ definition: Document.Object, _ type: FieldType, _ name: String) throws(OpenSearchError) {
        let unknown = definition.entries.filter { !common.contains($0.name) }
        if let first = unknown.first {
            throw .mapperParsing(
                "unknown parameter [\(first.name)] on mapper [\(name)] of type [\(type.rawValue)]")
        }
        if type == .scaledFloat, definition["scaling_factor"] == nil {
            throw .mapperParsing("Field [scaling_factor] is required")
        }
        if let similarity = definition["similarity"]?.string, similarity != "BM25" {
            throw .notEmulated("similarity [\(similarity)] of field [\(name)]")
        }
        if definition["index_options"]?.string == "docs", type.isText {
            throw .notEmulated("index_options [docs] of field [\(name)]")
        }
    }
}
