public import AWSCore

extension OpenSearch {
    /// Many writes in one request; each succeeds or fails for itself.
    public struct BulkInput: OpenSearchInput {
        /// For operations that name none.
        public var index: String?
        public var operations: [BulkOperation]
        public var parameters: Parameters

        public init(index: String? = nil, operations: [BulkOperation], parameters: Parameters = [:]) {
            self.index = index
            self.operations = operations
            self.parameters = parameters
        }

        public init(_ parts: RequestParts) throws(OpenSearchError) {
            self.init(
                index: parts.path["index"], operations: try BulkOperation.read(parts.lines),
                parameters: parts.parameters)
        }

        public var parts: RequestParts {
            RequestParts(
                path: index.map { ["index": $0] } ?? [:], parameters: parameters,
                body: .lines(operations.flatMap(\.lines)))
        }

        public static let schema = StructureSchema(
            "BulkInput",
            [
                Member("index", .string(), at: .label("index")), Member("operations", .document),
                Member("parameters", .document),
            ])

        public init(_ fields: Fields) throws(WireError) {
            index = try fields.optional("index")
            parameters = Parameters(fields)
            do throws(OpenSearchError) {
                operations = try BulkOperation.read(fields.object["operations"]?.list ?? [])
            } catch {
                throw .malformed(error.message ?? "", offset: 0)
            }
        }

        public var document: Document {
            var writer = MemberWriter()
            writer.put("index", index)
            writer.put("operations", Document.list(operations.flatMap(\.lines)))
            if !parameters.isEmpty { writer.put("parameters", parameters.document) }
            return writer.document
        }
    }

    /// One write of a bulk request.
    public struct BulkOperation: Hashable, Sendable {
        public enum Action: String, Sendable, CaseIterable {
            case index, create, update, delete
        }

        public var action: Action
        public var index: String?
        public var id: String?
        /// The document, or what an update would have as body; nil for a delete.
        public var body: Document?
        /// Whatever else its line says: `routing`, `if_seq_no`, `version`, ...
        public var metadata: Document.Object

        public init(
            _ action: Action, index: String? = nil, id: String? = nil, body: Document? = nil,
            metadata: Document.Object = Document.Object()
        ) {
            self.action = action
            self.index = index
            self.id = id
            self.body = body
            self.metadata = metadata
        }

        public static func index(_ body: Document, in index: String? = nil, id: String? = nil) -> BulkOperation {
            BulkOperation(.index, index: index, id: id, body: body)
        }

        public static func create(_ body: Document, in index: String? = nil, id: String? = nil) -> BulkOperation {
            BulkOperation(.create, index: index, id: id, body: body)
        }

        public static func update(_ body: Document, in index: String? = nil, id: String) -> BulkOperation {
            BulkOperation(.update, index: index, id: id, body: body)
        }

        public static func delete(in index: String? = nil, id: String) -> BulkOperation {
            BulkOperation(.delete, index: index, id: id)
        }

        /// The line that says what to do, and the document's where there is one.
        var lines: [Document] {
            var object = Document.Object()
            object["_index"] = index.map { .string($0) }
            object["_id"] = id.map { .string($0) }
            object.entries += metadata.entries
            let line: Document = .object(Document.Object([Document.Entry(action.rawValue, .object(object))]))
            return [line] + (body.map { [$0] } ?? [])
        }

        /// - Throws: `illegal_argument_exception` in OpenSearch's words (BulkRequestParser).
        static func read(_ lines: [Document]) throws(OpenSearchError) -> [BulkOperation] {
            var operations: [BulkOperation] = []
            var rest = lines[...]
            while let line = rest.popFirst() {
                let number = rest.startIndex
                var operation = try read(line, number: number)
                if operation.action != .delete {
                    guard let body = rest.popFirst() else {
                        throw .bulk("The bulk request must be terminated by a newline [\\n]")
                    }
                    operation.body = body
                }
                operations.append(operation)
            }
            return operations
        }

        private static func read(_ line: Document, number: Int) throws(OpenSearchError) -> BulkOperation {
            let start = "Malformed action/metadata line [\(number)], "
            guard let object = line.object else { throw .bulk(start + "expected START_OBJECT") }
            guard let entry = object.entries.first else {
                throw .bulk(start + "expected FIELD_NAME but found [END_OBJECT]")
            }
            guard let action = Action(rawValue: entry.name) else {
                throw .bulk(
                    start + "expected field [create], [delete], [index] or [update] but found [\(entry.name)]")
            }
            guard var metadata = entry.value.object else {
                throw .bulk(start + "expected START_OBJECT or END_OBJECT but found [VALUE_STRING]")
            }
            let (index, id) = (metadata["_index"], metadata["_id"])
            metadata.entries.removeAll { $0.name == "_index" || $0.name == "_id" }
            return BulkOperation(action, index: index?.scalarText, id: id?.scalarText, metadata: metadata)
        }
    }
}

extension Document {
    /// A string, or a number or truth value as it is written: what OpenSearch takes where it expects text.
    public var scalarText: String? {
        switch self {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let value): String(value)
        default: nil
        }
    }
}

extension ServiceError where Service == OpenSearch {
    fileprivate static func bulk(_ reason: String) -> Self {
        Self(.illegalArgument, reason: reason, status: 400)
    }
}
