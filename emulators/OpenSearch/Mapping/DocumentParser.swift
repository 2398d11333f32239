import AWSCore
import AWSOpenSearch

/// Takes documents apart by a mapping, and says which fields the mapping lacks.
struct DocumentParser {
    let mapping: Mapping
    let analysis: Analysis
    let id: String
    /// What dynamic mapping adds: a tree as under `properties`.
    private(set) var additions = Document.Object()
    /// Leaves by path, of the document that is being read.
    private var leaves: [(path: String, values: [Document])] = []
    private var places: [String: Int] = [:]
    private var nested: [(path: String, document: IndexableDocument)] = []

    init(_ mapping: Mapping, _ analysis: Analysis, id: String) {
        self.mapping = mapping
        self.analysis = analysis
        self.id = id
    }

    struct Result: Sendable {
        var document: IndexableDocument
        /// Fields that the mapping has to take up before.
        var additions: Document.Object
    }

    /// - Throws: `mapper_parsing_exception`, `strict_dynamic_mapping_exception`.
    static func parse(
        _ source: Document.Object, _ mapping: Mapping, _ analysis: Analysis, id: String
    ) throws(OpenSearchError) -> Result {
        var parser = DocumentParser(mapping, analysis, id: id)
        try parser.read(source, under: "", dynamic: mapping.dynamic, depth: 1)
        guard parser.additions.entries.isEmpty else {
            return Result(document: IndexableDocument(), additions: parser.additions)
        }
        return Result(document: try parser.finished(), additions: parser.additions)
    }

    private mutating func read(
        _ object: Document.Object, under prefix: String, dynamic: ObjectMapping.Dynamic, depth: Int
    ) throws(OpenSearchError) {
        guard depth <= MappingCompiler.depthMax else {
            throw .mapperParsing(
                "The depth of the field has exceeded the allowed limit of [\(MappingCompiler.depthMax)]")
        }
        for entry in object.entries {
            guard !entry.name.isEmpty, !entry.name.allSatisfy({ $0 == "." || $0 == " " }) else {
                throw .mapperParsing(
                    "failed to parse",
                    causedBy: .cause("illegal_argument_exception", "field name cannot be an empty string"))
            }
            try read(entry.value, at: prefix + entry.name, dynamic: dynamic, depth: depth)
        }
    }

    private mutating func read(
        _ value: Document, at path: String, dynamic: ObjectMapping.Dynamic, depth: Int
    ) throws(OpenSearchError) {
        if let object = mapping.objects[path] {
            guard object.isEnabled else { return }
            return try read(object: value, object, at: path, dynamic: object.dynamic ?? dynamic, depth: depth)
        }
        if let field = mapping.fields[path] {
            if field.type == .flatObject { return add(flat: value, at: path, under: path) }
            return try add(value, field)
        }
        guard let sample = Self.sample(value) else { return }
        switch dynamic {
        case .no, .falseAllowTemplates: return
        case .strict, .strictAllowTemplates:
            let name = path.split(separator: ".").last.map(String.init) ?? path
            let parent = path.dropLast(name.count).dropLast()
            throw OpenSearchError(
                .strictDynamicMapping,
                reason: "mapping set to strict, dynamic introduction of [\(name)] within "
                    + "[\(parent.isEmpty ? "_doc" : String(parent))] is not allowed", status: 400)
        case .yes: break
        }
        if sample.object != nil {
            DynamicMapping.add(["type": "object"], at: path, to: &additions)
            for element in value.elements {
                guard let object = element.object else { continue }
                try read(object, under: path + ".", dynamic: dynamic, depth: depth + 1)
            }
        } else {
            DynamicMapping.add(DynamicMapping.definition(for: sample, mapping), at: path, to: &additions)
        }
    }

    /// The first value that tells of what type a field is.
    private static func sample(_ value: Document) -> Document? {
        switch value {
        case .null: nil
        case .list(let elements): elements.lazy.compactMap(sample).first
        default: value
        }
    }

    private mutating func read(
        object value: Document, _ object: ObjectMapping, at path: String, dynamic: ObjectMapping.Dynamic, depth: Int
    ) throws(OpenSearchError) {
        for element in value.elements where !element.isNull {
            guard let inner = element.object else {
                throw .mapperParsing(
                    "object mapping for [\(path)] tried to parse field [\(path)] as object, but found a concrete value")
            }
            guard object.isNested else {
                try read(inner, under: path + ".", dynamic: dynamic, depth: depth + 1)
                continue
            }
            var parser = DocumentParser(mapping, analysis, id: id)
            parser.additions = additions
            try parser.read(inner, under: path + ".", dynamic: dynamic, depth: depth + 1)
            additions = parser.additions
            if additions.entries.isEmpty { nested.append((path, try parser.finished())) }
        }
    }

    private mutating func add(_ value: Document, _ field: FieldMapping) throws(OpenSearchError) {
        let values: [Document]
        if field.type == .vector {
            values = value.isNull ? [] : [value]
        } else {
            values = Self.flattened(value).compactMap { $0.isNull ? field.nullValue : $0 }
        }
        append(values, at: field.path)
        for target in field.copyTo {
            if let other = mapping.fields[target] {
                append(values, at: other.path)
            } else if let sample = values.first {
                DynamicMapping.add(DynamicMapping.definition(for: sample, mapping), at: target, to: &additions)
            }
        }
    }

    private mutating func append(_ values: [Document], at path: String) {
        if let place = places[path] {
            leaves[place].values += values
        } else {
            places[path] = leaves.count
            leaves.append((path, values))
        }
    }

    private mutating func add(flat value: Document, at path: String, under root: String) {
        for element in value.elements {
            guard let object = element.object else {
                append([element], at: path)
                if path != root { append([element], at: root) }
                continue
            }
            for entry in object.entries { add(flat: entry.value, at: "\(path).\(entry.name)", under: root) }
        }
    }

    private static func flattened(_ value: Document) -> [Document] {
        if case .list(let elements) = value { elements.flatMap(flattened) } else { [value] }
    }

    private func finished() throws(OpenSearchError) -> IndexableDocument {
        var document = IndexableDocument()
        document.nested = nested
        for (path, values) in leaves where !values.isEmpty {
            guard let field = mapping.fields[path] else {
                document.fields.append((path, .keywords(values.compactMap(\.scalarText))))
                continue
            }
            for field in [field] + field.subfields.compactMap({ mapping.fields[$0] }) {
                if let content = try FieldContents.content(of: values, field, analysis, id: id) {
                    document.fields.append((field.path, content))
                }
            }
        }
        return document
    }
}
