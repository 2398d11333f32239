public import AWSCore

/// An output of an OpenSearch operation: its body as it stands on the wire, and the status that goes with it.
public protocol OpenSearchOutput: Structure {
    /// - Parameter status: what the response said; bodies say the rest themselves.
    init(body: Document, status: Int) throws(WireError)
    var status: Int { get }
}

extension OpenSearchOutput {
    public init(_ fields: Fields) throws(WireError) {
        try self.init(body: .object(fields.object), status: 200)
    }

    public init(_ document: Document) throws(WireError) {
        try self.init(body: document, status: 200)
    }
}

/// An output that is kept as it came and read where a program asks.
public protocol OpenSearchBody: OpenSearchOutput {
    init(answer body: Document, status: Int)
    var document: Document { get }
}

extension OpenSearchBody {
    public init(body: Document, status: Int) throws(WireError) {
        self.init(answer: body, status: status)
    }

    public subscript(name: String) -> Document? { document[name] }
}

extension OpenSearch {
    /// An answer whose members nobody reads one by one.
    public struct BodyOutput: OpenSearchBody {
        public var document: Document
        public var status: Int

        public init(answer body: Document, status: Int = 200) {
            document = body
            self.status = status
        }

        public static let schema = StructureSchema("BodyOutput", [Member("body", .document, at: .payload)])
    }

    /// What creates, changes or deletes something other than a document.
    public struct AcknowledgedOutput: OpenSearchBody {
        public var document: Document
        public var status: Int

        public init(answer body: Document = ["acknowledged": true], status: Int = 200) {
            document = body
            self.status = status
        }

        public var acknowledged: Bool { document["acknowledged"]?.bool ?? false }
        public static let schema = StructureSchema("AcknowledgedOutput", [Member("body", .document, at: .payload)])
    }

    /// The answer to a HEAD request.
    public struct ExistsOutput: OpenSearchOutput {
        public var exists: Bool

        public init(exists: Bool) {
            self.exists = exists
        }

        public init(body: Document, status: Int) throws(WireError) {
            exists = (body["exists"]?.bool ?? true) && status == 200
        }

        public var status: Int { exists ? 200 : 404 }
        public var document: Document { ["exists": .bool(exists)] }
        public static let schema = StructureSchema("ExistsOutput", [Member("exists", .boolean)])
    }

    /// A table: text for people, JSON for programs.
    public struct CatOutput: OpenSearchOutput {
        /// All columns in order; those past ``defaultColumns`` show only when asked for.
        public var columns: [String]
        public var defaultColumns: [String]
        /// Values by column.
        public var rows: [Document.Object]

        public init(columns: [String], defaultColumns: [String]? = nil, rows: [Document.Object]) {
            self.columns = columns
            self.defaultColumns = defaultColumns ?? columns
            self.rows = rows
        }

        public init(body: Document, status: Int) throws(WireError) {
            rows = (body["rows"] ?? body).list?.compactMap(\.object) ?? []
            columns = rows.first?.entries.map(\.name) ?? []
            defaultColumns = columns
        }

        public var status: Int { 200 }
        public var document: Document { ["rows": .list(rows.map { .object($0) })] }
        public static let schema = StructureSchema("CatOutput", [Member("rows", .document)])
    }
}
