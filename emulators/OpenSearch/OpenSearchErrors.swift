import AWSCore
import AWSOpenSearch

/// The errors of OpenSearch, in its types and words.
extension ServiceError where Service == OpenSearch {
    static func illegalArgument(_ reason: String, causedBy cause: Document? = nil) -> Self {
        Self(.illegalArgument, reason: reason, status: 400, causedBy: cause)
    }

    static func parsing(_ reason: String) -> Self {
        Self(.parsing, reason: reason, status: 400)
    }

    static func parse(_ reason: String) -> Self {
        Self(ErrorCode("parse_exception"), reason: reason, status: 400)
    }

    static func mapperParsing(_ reason: String, causedBy cause: Document? = nil) -> Self {
        Self(.mapperParsing, reason: reason, status: 400, causedBy: cause)
    }

    /// - Parameter problems: numbered, as OpenSearch does.
    static func validation(_ problems: String...) -> Self {
        let list = problems.enumerated().map { "\($0.offset + 1): \($0.element);" }.joined()
        return Self(.requestValidation, reason: "Validation Failed: \(list)", status: 400)
    }

    /// - Parameter type: who found them.
    static func validation(_ problems: [String], by type: String = "action_request_validation_exception") -> Self {
        let list = problems.enumerated().map { "\($0.offset + 1): \($0.element);" }.joined()
        return Self(ErrorCode(type), reason: "Validation Failed: \(list)", status: 400)
    }

    static func indexNotFound(_ name: String) -> Self {
        Self(
            .indexNotFound, reason: "no such index [\(name)]", status: 404,
            more: [
                .init("index", .string(name)), .init("resource.id", .string(name)),
                .init("resource.type", "index_or_alias"), .init("index_uuid", "_na_"),
            ])
    }

    static func versionConflict(_ reason: String, index: String, uuid: String) -> Self {
        Self(
            .versionConflict, reason: reason, status: 409,
            more: [.init("index", .string(index)), .init("shard", "0"), .init("index_uuid", .string(uuid))])
    }

    /// Something that OpenSearch itself does not do.
    static func unsupported(_ reason: String) -> Self {
        Self(ErrorCode("unsupported_operation_exception"), reason: reason, status: 500)
    }

    /// Something of OpenSearch that this emulator does not have.
    static func notEmulated(_ what: String) -> Self {
        Self(.notImplemented, reason: "KASS does not emulate \(what) of OpenSearch", status: 501)
    }

    /// What a Serverless collection answers to an operation that it does not have.
    static func notServed() -> Self {
        Self(ErrorCode("404"), "Not Found", status: 404)
    }

    /// The storage failed: nothing the caller did.
    static func internalFailure(_ error: any Error) -> Self {
        Self(ErrorCode("internal_server_error"), reason: "\(error)", status: 500)
    }

    /// The same error as a search wraps it: all shards failed, each for this reason. No shard sees what cannot be parsed.
    func asSearchFailure(index: String?) -> Self {
        let unwrapped: Set<ErrorCode<OpenSearch>> = [.parsing, .requestValidation, .searchPhaseExecution]
        guard status == 400, !unwrapped.contains(code) else { return self }
        var failure = Document.Object()
        failure["shard"] = 0
        failure["index"] = index.map { .string($0) }
        failure["reason"] = errorDocument["root_cause"]?[0]
        let body: Document = [
            "root_cause": errorDocument["root_cause"] ?? [],
            "type": .string(ErrorCode<OpenSearch>.searchPhaseExecution.rawValue), "reason": "all shards failed",
            "phase": "query", "grouped": true, "failed_shards": [.object(failure)],
        ]
        return Self(
            .searchPhaseExecution, "all shards failed", status: status, details: OpenSearch.ErrorBody(error: body))
    }
}

extension Document {
    /// `{"type": ..., "reason": ...}`
    static func cause(_ type: String, _ reason: String) -> Document {
        ["type": .string(type), "reason": .string(reason)]
    }

    static func integer(_ value: some BinaryInteger) -> Document { .number(Number(value)) }

    /// With a fraction even when whole, as Java writes doubles.
    static func double(_ value: Double) -> Document {
        guard value.isFinite else { return .string(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity") }
        let text = value.description
        guard let exponent = text.firstIndex(of: "e") else { return .number(Number(text: text)) }
        let mantissa = text[..<exponent]
        let power = text[text.index(after: exponent)...].replacing("+", with: "")
        return .number(Number(text: "\(mantissa.contains(".") ? mantissa : mantissa + ".0")E\(power)"))
    }

    /// The elements of a list, or the value alone.
    var elements: [Document] { list ?? [self] }

    /// `true`, `"true"`; nil for anything else.
    var truth: Bool? {
        switch self {
        case .bool(let value): value
        case .string("true"): true
        case .string("false"): false
        default: nil
        }
    }

    /// A number, or a text that is one.
    var integerText: Int? {
        int ?? string.flatMap { Int($0) }
    }

    var doubleText: Double? {
        double ?? string.flatMap { Double($0) }
    }
}
