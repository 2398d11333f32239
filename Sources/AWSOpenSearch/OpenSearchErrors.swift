public import AWSCore

/// An error of OpenSearch: `code` is its `type`, `message` its `reason`, `details` an ``OpenSearch/ErrorBody``.
public typealias OpenSearchError = ServiceError<OpenSearch>

// The types that programs match on most; others survive as they are.
extension ErrorCode where Service == OpenSearch {
    public static var illegalArgument: Self { Self("illegal_argument_exception") }
    public static var indexNotFound: Self { Self("index_not_found_exception") }
    public static var invalidIndexName: Self { Self("invalid_index_name_exception") }
    public static var mapperParsing: Self { Self("mapper_parsing_exception") }
    public static var parsing: Self { Self("parsing_exception") }
    public static var requestValidation: Self { Self("action_request_validation_exception") }
    public static var resourceAlreadyExists: Self { Self("resource_already_exists_exception") }
    public static var resourceNotFound: Self { Self("resource_not_found_exception") }
    public static var documentMissing: Self { Self("document_missing_exception") }
    public static var searchPhaseExecution: Self { Self("search_phase_execution_exception") }
    public static var strictDynamicMapping: Self { Self("strict_dynamic_mapping_exception") }
    public static var versionConflict: Self { Self("version_conflict_engine_exception") }
    public static var notImplemented: Self { Self("not_implemented") }
}

extension OpenSearch {
    /// What stands under `error` in OpenSearch's answer: mostly an object with `root_cause`, `type` and `reason`, and
    /// whatever else that error says (`index`, `caused_by`, `failed_shards`); sometimes a mere string.
    public struct ErrorBody: Structure {
        public var error: Document

        public init(error: Document) {
            self.error = error
        }

        public static let schema = StructureSchema("ErrorBody", [Member("error", .document)])

        public init(_ fields: Fields) throws(WireError) {
            error = fields.object["error"] ?? .null
        }

        public var document: Document { ["error": error] }

        /// The causes, innermost first, each with `type` and `reason`.
        public var rootCause: [Document] { error["root_cause"]?.list ?? [] }
    }
}

extension ServiceError where Service == OpenSearch {
    /// An error whose only cause is itself.
    /// - Parameters:
    ///   - more: what it says beside `type` and `reason`, such as `index`.
    ///   - cause: what stands under `caused_by`.
    public init(
        _ type: ErrorCode<OpenSearch>, reason: String, status: Int, more: [Document.Entry] = [],
        causedBy cause: Document? = nil
    ) {
        let entries =
            [Document.Entry("type", .string(type.rawValue)), Document.Entry("reason", .string(reason))] + more
        let root = Document.object(Document.Object(entries))
        var error = [Document.Entry("root_cause", .list([root]))] + entries
        if let cause { error.append(Document.Entry("caused_by", cause)) }
        self.init(
            type, reason, status: status, isThrottling: status == 429,
            details: OpenSearch.ErrorBody(error: .object(Document.Object(error))))
    }

    /// The error as OpenSearch writes it under `error`, whoever threw it.
    public var errorDocument: Document {
        if let body = details as? OpenSearch.ErrorBody { return body.error }
        let entries: [Document.Entry] = [
            Document.Entry("type", .string(code.rawValue)), Document.Entry("reason", .string(message ?? "")),
        ]
        let root = Document.object(Document.Object(entries))
        return .object(Document.Object([Document.Entry("root_cause", .list([root]))] + entries))
    }
}
