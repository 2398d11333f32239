public import AWSCore

extension OpenSearch {
    /// What an index, create, update or delete did.
    public struct WriteOutput: OpenSearchBody {
        public var document: Document
        public var status: Int

        /// - Parameter status: nil for the one that `result` stands for.
        public init(answer body: Document, status: Int?) {
            document = body
            let implied = body["result"]?.string
            self.status = status ?? (implied == "created" ? 201 : implied == "not_found" ? 404 : 200)
        }

        public init(answer body: Document, status: Int) {
            self.init(answer: body, status: Optional(status))
        }

        public init(body: Document, status: Int) throws(WireError) {
            self.init(answer: body, status: Optional(status))
        }

        public init(_ document: Document) throws(WireError) {
            self.init(answer: document, status: nil)
        }

        public var index: String { document["_index"]?.string ?? "" }
        public var id: String { document["_id"]?.string ?? "" }
        public var version: Int { document["_version"]?.int ?? 0 }
        /// `created`, `updated`, `deleted`, `noop` or `not_found`.
        public var result: String { document["result"]?.string ?? "" }
        public var seqNo: Int? { document["_seq_no"]?.int }
        public var primaryTerm: Int? { document["_primary_term"]?.int }
        public static let schema = StructureSchema("WriteOutput", [Member("body", .document, at: .payload)])
    }

    /// A document by its id, whether it is there or not.
    public struct GetOutput: OpenSearchBody {
        public var document: Document

        public init(answer body: Document, status: Int = 200) {
            document = body
        }

        public var status: Int { found ? 200 : 404 }
        public var index: String { document["_index"]?.string ?? "" }
        public var id: String { document["_id"]?.string ?? "" }
        public var found: Bool { document["found"]?.bool ?? false }
        public var source: Document? { document["_source"] }
        public var version: Int? { document["_version"]?.int }
        public var seqNo: Int? { document["_seq_no"]?.int }
        public var primaryTerm: Int? { document["_primary_term"]?.int }
        public static let schema = StructureSchema("GetOutput", [Member("body", .document, at: .payload)])
    }

    public struct MultiGetOutput: OpenSearchBody {
        public var document: Document
        public var status: Int

        public init(answer body: Document, status: Int = 200) {
            document = body
            self.status = status
        }

        /// In the order of the request; one that failed has `error`.
        public var docs: [GetOutput] { (document["docs"]?.list ?? []).map { GetOutput(answer: $0) } }
        public static let schema = StructureSchema("MultiGetOutput", [Member("body", .document, at: .payload)])
    }

    /// What a delete or an update by query did.
    public struct ByQueryOutput: OpenSearchBody {
        public var document: Document
        public var status: Int

        public init(answer body: Document, status: Int = 200) {
            document = body
            self.status = status
        }

        /// Milliseconds.
        public var took: Int { document["took"]?.int ?? 0 }
        public var total: Int { document["total"]?.int ?? 0 }
        public var deleted: Int { document["deleted"]?.int ?? 0 }
        public var updated: Int { document["updated"]?.int ?? 0 }
        public var versionConflicts: Int { document["version_conflicts"]?.int ?? 0 }
        public var failures: [Document] { document["failures"]?.list ?? [] }
        public static let schema = StructureSchema("ByQueryOutput", [Member("body", .document, at: .payload)])
    }

    public struct CountOutput: OpenSearchBody {
        public var document: Document
        public var status: Int

        public init(answer body: Document, status: Int = 200) {
            document = body
            self.status = status
        }

        public var count: Int { document["count"]?.int ?? 0 }
        public static let schema = StructureSchema("CountOutput", [Member("body", .document, at: .payload)])
    }
}
