public import AWSCore

extension OpenSearch {
    /// What a request is, taken apart as its route says.
    public struct RequestParts: Hashable, Sendable {
        /// The labels of the path: `index`, `id`, `name`, ...
        public var path: [String: String]
        public var parameters: Parameters
        public var body: RequestBody

        public init(path: [String: String] = [:], parameters: Parameters = [:], body: RequestBody = .none) {
            self.path = path
            self.parameters = parameters
            self.body = body
        }
    }

    public enum RequestBody: Hashable, Sendable {
        case none
        case document(Document)
        /// Newline-delimited JSON.
        case lines([Document])
    }

    /// Keeps inputs of one form but of different operations apart.
    public protocol InputKind: Sendable {
        static var schema: StructureSchema { get }
    }
}

/// An input of an OpenSearch operation: labels of a path, query parameters and a body.
public protocol OpenSearchInput: Structure {
    /// - Throws: `illegal_argument_exception` or `action_request_validation_exception` for parts that are none.
    init(_ parts: OpenSearch.RequestParts) throws(OpenSearchError)
    var parts: OpenSearch.RequestParts { get }
}

extension OpenSearch {
    /// An input that names indices, or none: all of them.
    public struct IndexedInput<Kind: InputKind>: OpenSearchInput {
        /// One index or alias, several separated by commas, or a pattern with `*`.
        public var index: String?
        public var body: Document?
        public var parameters: Parameters

        public init(index: String? = nil, body: Document? = nil, parameters: Parameters = [:]) {
            self.index = index
            self.body = body
            self.parameters = parameters
        }

        public init(_ parts: RequestParts) throws(OpenSearchError) {
            self.init(index: parts.path["index"], body: parts.document, parameters: parts.parameters)
        }

        public var parts: RequestParts { RequestParts(index: index, parameters: parameters, body: body) }

        public static var schema: StructureSchema { Kind.schema }

        public init(_ fields: Fields) throws(WireError) {
            index = try fields.optional("index")
            body = fields.object["body"]
            parameters = Parameters(fields)
        }

        public var document: Document {
            var writer = MemberWriter()
            writer.put("index", index)
            writer.put("body", body)
            if !parameters.isEmpty { writer.put("parameters", parameters.document) }
            return writer.document
        }
    }

    /// An input that names one document of one index.
    public struct DocumentInput<Kind: InputKind>: OpenSearchInput {
        public var index: String
        /// nil lets OpenSearch make one, where the operation may.
        public var id: String?
        public var body: Document?
        public var parameters: Parameters

        public init(index: String, id: String? = nil, body: Document? = nil, parameters: Parameters = [:]) {
            self.index = index
            self.id = id
            self.body = body
            self.parameters = parameters
        }

        public init(_ parts: RequestParts) throws(OpenSearchError) {
            self.init(
                index: parts.path["index"] ?? "", id: parts.path["id"], body: parts.document,
                parameters: parts.parameters)
        }

        public var parts: RequestParts { RequestParts(index: index, id: id, parameters: parameters, body: body) }

        public static var schema: StructureSchema { Kind.schema }

        public init(_ fields: Fields) throws(WireError) {
            index = try fields.required("index")
            id = try fields.optional("id")
            body = fields.object["body"]
            parameters = Parameters(fields)
        }

        public var document: Document {
            var writer = MemberWriter()
            writer.put("index", index)
            writer.put("id", id)
            writer.put("body", body)
            if !parameters.isEmpty { writer.put("parameters", parameters.document) }
            return writer.document
        }
    }

    /// An input that names something other than an index: an alias, a template, a pipeline, a scroll.
    public struct NamedInput<Kind: InputKind>: OpenSearchInput {
        public var name: String?
        public var index: String?
        public var body: Document?
        public var parameters: Parameters

        public init(name: String? = nil, index: String? = nil, body: Document? = nil, parameters: Parameters = [:]) {
            self.name = name
            self.index = index
            self.body = body
            self.parameters = parameters
        }

        public init(_ parts: RequestParts) throws(OpenSearchError) {
            self.init(
                name: parts.path["name"], index: parts.path["index"], body: parts.document,
                parameters: parts.parameters)
        }

        public var parts: RequestParts { RequestParts(name: name, index: index, parameters: parameters, body: body) }

        public static var schema: StructureSchema { Kind.schema }

        public init(_ fields: Fields) throws(WireError) {
            name = try fields.optional("name")
            index = try fields.optional("index")
            body = fields.object["body"]
            parameters = Parameters(fields)
        }

        public var document: Document {
            var writer = MemberWriter()
            writer.put("name", name)
            writer.put("index", index)
            writer.put("body", body)
            if !parameters.isEmpty { writer.put("parameters", parameters.document) }
            return writer.document
        }
    }
}

extension OpenSearch.RequestParts {
    init(
        name: String? = nil, index: String? = nil, id: String? = nil, parameters: OpenSearch.Parameters,
        body: Document? = nil
    ) {
        var path: [String: String] = [:]
        path["name"] = name
        path["index"] = index
        path["id"] = id
        self.init(path: path, parameters: parameters, body: body.map { .document($0) } ?? .none)
    }

    var document: Document? { if case .document(let body) = body { body } else { nil } }
    var lines: [Document] { if case .lines(let lines) = body { lines } else { [] } }
}
