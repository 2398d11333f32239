/// Errors as both JSON families write them: `{"__type": "namespace#Code", "message": "..."}`.
enum JSONFailure {
    /// Best efforts, in the order in which AWS's clients look: the query code of services that once spoke query, the
    /// header, then the body.
    static func read(_ response: HTTPResponse, body: [UInt8], of service: ServiceMetadata) -> WireFailure {
        let members = (try? Document(json: body))?.object ?? Document.Object()
        let queryError = service.isQueryCompatible ? QueryCode(response.headers["x-amzn-query-error"]) : nil
        let code =
            queryError?.code ?? code(response.headers["x-amzn-ErrorType"]) ?? code(members["__type"]?.string)
            ?? code(members["code"]?.string) ?? code(members["Code"]?.string) ?? String(response.status)
        return WireFailure(
            status: response.status, code: code,
            message: ["message", "Message", "errorMessage"].lazy.compactMap { members[$0]?.string }.first,
            isClientFault: queryError?.isClientFault ?? (response.status < 500),
            requestID: response.headers["x-amzn-RequestId"] ?? response.headers["x-amz-request-id"], members: members)
    }

    /// The bare code in `namespace#Code:http://internal.amazon.com/...`.
    static func code(_ text: String?) -> String? {
        guard let text else { return nil }
        let name = text.prefix { $0 != ":" }
        let code = name.split(separator: "#", omittingEmptySubsequences: false).last ?? name
        return code.isEmpty ? nil : String(code)
    }

    /// The members that the model gives the error, then the message under the model's name for it.
    static func body(of failure: WireFailure, type: String?) -> [UInt8] {
        var entries: [Document.Entry] = []
        if let type { entries.append(Document.Entry("__type", .string(type))) }
        let members = failure.schema.flatMap { bodyMembers(of: failure, $0) } ?? failure.members
        entries += members.entries.filter { $0.name != "__type" }
        let messageName = failure.schema.flatMap(messageMember)?.wireName ?? "message"
        if let message = failure.message, !entries.contains(where: { $0.name == messageName }) {
            entries.append(Document.Entry(messageName, .string(message)))
        }
        return Document.object(Document.Object(entries)).json()
    }

    /// The members as they travel in a body; nil when they are not what the schema says.
    private static func bodyMembers(of failure: WireFailure, _ schema: StructureSchema) -> Document.Object? {
        let members = failure.members.entries.filter { schema.member(named: $0.name)?.place == .body }
        let body = try? JSONWriter.write(.object(Document.Object(members)), as: .structure { schema })
        return body.flatMap { try? Document(json: $0).object }
    }

    static func messageMember(_ schema: StructureSchema) -> Member? {
        schema.members.first { $0.name.lowercased() == "message" }
    }

    /// What `__type` says: the shape's name, in the namespace of those services that send one.
    static func type(of failure: WireFailure, _ service: ServiceMetadata) -> String {
        let name = failure.schema?.name ?? failure.code
        switch service.signingName {
        case "dynamodb":
            if failure.code == "ValidationException" { return "com.amazon.coral.validate#\(failure.code)" }
            let isModeled = failure.schema != nil
            return isModeled ? "com.amazonaws.dynamodb.v20120810#\(name)" : "com.amazon.coral.service#\(name)"
        case "sqs":
            // Recorded answers (LocalStack's SQS tests): two codes that the model does not name have a shape's name here.
            let shapes = [
                "InvalidParameterValue": "InvalidParameterValueException",
                "MissingParameter": "MissingRequiredParameterException",
            ]
            return "com.amazonaws.sqs#\(shapes[failure.code] ?? name)"
        default: return name
        }
    }
}

/// `AWS.SimpleQueueService.NonExistentQueue;Sender`
struct QueryCode {
    let code: String
    let isClientFault: Bool

    init(_ failure: WireFailure) {
        code = failure.code
        isClientFault = failure.isClientFault
    }

    var text: String { "\(code);\(isClientFault ? "Sender" : "Receiver")" }

    init?(_ header: String?) {
        guard let parts = header?.split(separator: ";", maxSplits: 1), parts.count == 2 else { return nil }
        code = String(parts[0])
        isClientFault = parts[1] == "Sender"
    }
}
