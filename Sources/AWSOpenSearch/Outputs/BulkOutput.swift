public import AWSCore

extension OpenSearch {
    /// What each operation of a bulk request did, in the order of the request.
    public struct BulkOutput: OpenSearchOutput {
        /// Milliseconds.
        public var took: Int
        /// Whether any operation failed.
        public var errors: Bool
        public var items: [Item]

        public struct Item: Hashable, Sendable {
            public var action: BulkOperation.Action
            public var index: String
            public var id: String?
            public var status: Int
            /// `created`, `updated`, `deleted`, `noop` or `not_found`; nil for a failure.
            public var result: String?
            /// With `type` and `reason`; nil for a success.
            public var error: Document?
            /// `_version`, `_seq_no`, `_primary_term`, `_shards`, ...
            public var rest: Document.Object

            public init(
                action: BulkOperation.Action, index: String, id: String?, status: Int, result: String? = nil,
                error: Document? = nil, rest: Document.Object = Document.Object()
            ) {
                self.action = action
                self.index = index
                self.id = id
                self.status = status
                self.result = result
                self.error = error
                self.rest = rest
            }
        }

        public init(took: Int = 0, items: [Item]) {
            self.took = took
            self.items = items
            errors = items.contains { $0.error != nil }
        }

        public init(body: Document, status: Int) throws(WireError) {
            took = body["took"]?.int ?? 0
            errors = body["errors"]?.bool ?? false
            items = (body["items"]?.list ?? []).compactMap(Item.init)
        }

        public var status: Int { 200 }
        public var document: Document {
            [
                "took": .number(Number(took)), "errors": .bool(errors), "items": .list(items.map(\.document)),
            ]
        }
        public static let schema = StructureSchema("BulkOutput", [Member("body", .document, at: .payload)])
    }
}

extension OpenSearch.BulkOutput.Item {
    private static let read: Set = ["_index", "_id", "status", "result", "error"]

    init?(_ document: Document) {
        guard let entry = document.object?.entries.first, let body = entry.value.object,
            let action = OpenSearch.BulkOperation.Action(rawValue: entry.name)
        else { return nil }
        self.init(
            action: action, index: body["_index"]?.string ?? "", id: body["_id"]?.string,
            status: body["status"]?.int ?? 0, result: body["result"]?.string, error: body["error"],
            rest: Document.Object(body.entries.filter { !Self.read.contains($0.name) }))
    }

    var document: Document {
        var object = Document.Object()
        object["_index"] = .string(index)
        object["_id"] = id.map { .string($0) } ?? .null
        object["result"] = result.map { .string($0) }
        object.entries += rest.entries
        object["error"] = error
        object["status"] = .number(Number(status))
        return .object(Document.Object([Document.Entry(action.rawValue, .object(object))]))
    }
}
