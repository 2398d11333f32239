import AWSCore
import AWSDynamoDB
import AWSDynamoDBStreams
import AWSWire
import Synchronization

/// Answers every operation by one closure over documents, and remembers who called.
struct StubInvoker<Service: ServiceModel>: OperationInvoker {
    typealias Answer = @Sendable (String, Document) async throws(ServiceError<Service>) -> Document

    let answer: Answer

    func invoke<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) async throws(ServiceError<Service>) -> Output {
        let output = try await answer(operation.schema.name, input.document)
        guard let typed = try? Output(output) else { preconditionFailure("the stub's answer is no \(Output.self)") }
        return typed
    }
}

/// The callers that a stub has seen.
final class Callers: Sendable {
    private let callers = Mutex<[WireCaller]>([])

    func append(_ caller: WireCaller) { callers.withLock { $0.append(caller) } }
    var all: [WireCaller] { callers.withLock { $0 } }
}

extension WireService {
    static func stub<S: ServiceModel>(
        _: S.Type, callers: Callers = Callers(), answer: @escaping StubInvoker<S>.Answer
    ) -> WireService {
        WireService(S.self) { caller in
            callers.append(caller)
            return StubInvoker(answer: answer)
        }
    }

    /// Lists one table named after the operation, and echoes the key of GetItem as its item.
    static func echoingDynamoDB(_ callers: Callers = Callers()) -> WireService {
        .stub(DynamoDB.self, callers: callers) { name, input throws(DynamoDBError) in
            switch name {
            case "ListTables": ["TableNames": ["Orders"]]
            case "GetItem": ["Item": input.object?["Key"] ?? [:]]
            case "DescribeTable":
                throw DynamoDBError(.resourceNotFoundException, "Requested resource not found: Table: x not found")
            default: throw DynamoDBError(ErrorCode("NotImplemented"), "\(name) is not emulated.", status: 501)
            }
        }
    }
}

func withServer<Result: Sendable>(
    _ services: [WireService] = [.echoingDynamoDB()], limits: HTTPLimits = HTTPLimits(),
    _ body: @Sendable (Int) async throws -> Result
) async throws -> Result {
    let count = Atomic(0)
    let server = WireServer(
        services: services, port: 0, limits: limits, clock: { Timestamp(seconds: 1_735_689_600) },
        requestID: { _ in "REQUEST\(count.wrappingAdd(1, ordering: .relaxed).newValue)" })
    return try await server.serving { try await body($0.port) }
}

/// A request as boto3 sends it, signed by nobody in particular.
func request(
    _ operation: String?, _ body: String = "{}", service: String = "dynamodb", target: String = "DynamoDB_20120810",
    key: String = "AKIDEXAMPLE", headers: [String] = [], method: String = "POST", path: String = "/"
) -> String {
    var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost", "Content-Length: \(body.utf8.count)"]
    if let operation { lines += ["X-Amz-Target: \(target).\(operation)", "Content-Type: application/x-amz-json-1.0"] }
    if !key.isEmpty {
        lines.append(
            "Authorization: AWS4-HMAC-SHA256 Credential=\(key)/20250101/eu-west-1/\(service)/aws4_request, "
                + "SignedHeaders=host;x-amz-date, Signature=0000")
    }
    return (lines + headers).joined(separator: "\r\n") + "\r\n\r\n" + body
}
