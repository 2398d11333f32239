import AWSCore
import AWSLambda
import AWSS3
import FrontDoor

/// A front door with functions and a bucket of the test's own behind it.
struct House {
    let functions: Functions
    let bucket = Bucket()
    var configuration = FrontDoorConfiguration(environment: "test", limits: House.limits)
    var activity: ActivitySource = { _ in ActivityCalls() }
    let time = ManualTime()

    static let limits = FrontDoorLimits(
        messageCharactersMax: 8_000, queryCharactersMax: 2_000, identifierCharactersMax: 128,
        documentBytesMax: 50 * 1024 * 1024, listedDocumentsMax: 1_000)

    init(_ answer: @escaping Functions.Answer = { _, _ in .returned("{}") }) {
        functions = Functions(answer: answer)
    }

    /// Made once for a test: it remembers turns.
    var door: FrontDoor {
        let count = Lock(0)
        return FrontDoor(
            configuration, clients: FrontDoorClients(lambda: LambdaProxy(functions), s3: S3Proxy(bucket)),
            clock: { time.now },
            requestID: {
                count.withLock { count in
                    count += 1
                    return "request-\(count)"
                }
            },
            activity: activity)
    }
}

/// A clock that moves when the test says so.
final class ManualTime: Sendable {
    private let seconds = Lock<Int64>(1_587_481_701)

    var now: Timestamp { Timestamp(seconds: seconds.withLock { $0 }) }
    func advance(_ count: Int64) { seconds.withLock { $0 += count } }
}

/// Answers invocations by a closure and remembers them.
final class Functions: OperationInvoker {
    typealias Service = Lambda
    typealias Answer = @Sendable (_ function: String, _ event: Document) async throws(LambdaError) -> Outcome

    enum Outcome: Sendable {
        case returned(String)
        case failed(String)
        /// Pieces of a streamed response; the error that ends it, if any.
        case streamed([String], error: String? = nil)
    }

    private let answer: Answer
    private let seen = Lock([(function: String, event: Document)]())
    private let traced = Lock([String?]())

    init(answer: @escaping Answer) {
        self.answer = answer
    }

    var events: [(function: String, event: Document)] { seen.withLock { $0 } }
    /// What each was invoked for.
    var traces: [String?] { traced.withLock { $0 } }

    func invoke<Input, Output>(
        _ operation: Operation<Lambda, Input, Output>, _ input: Input
    ) async throws(LambdaError) -> Output {
        let document = input.document
        let function = document["FunctionName"]?.string ?? ""
        guard let event = try? Document(json: document["Payload"]?.blob?.bytes ?? []) else {
            preconditionFailure("the payload is no JSON")
        }
        seen.withLock { $0.append((function, event)) }
        traced.withLock { $0.append(CallTrace.id) }
        guard let output = Self.output(try await answer(function, event), streams: operation.schema.name) as? Output
        else { preconditionFailure("\(operation.schema.name) is not answered") }
        return output
    }

    private static func output(_ outcome: Outcome, streams operation: String) -> any Structure {
        switch (outcome, operation) {
        case (.returned(let text), "InvokeWithResponseStream"): stream([text], error: nil)
        case (.failed(let error), "InvokeWithResponseStream"): stream([], error: error)
        case (.streamed(let pieces, let error), _): stream(pieces, error: error)
        case (.returned(let text), _): Lambda.InvocationResponse(statusCode: 200, payload: Blob(Array(text.utf8)))
        case (.failed(let error), _):
            Lambda.InvocationResponse(
                statusCode: 200, functionError: "Unhandled",
                payload: Blob(Array("{\"errorType\":\"\(error)\",\"errorMessage\":\"secret\"}".utf8)))
        }
    }

    private static func stream(_ pieces: [String], error: String?) -> any Structure {
        var events = pieces.map { piece in
            Lambda.InvokeWithResponseStreamResponseEvent.payloadChunk(
                Lambda.InvokeResponseStreamUpdate(payload: Blob(Array(piece.utf8))))
        }
        events.append(.invokeComplete(Lambda.InvokeWithResponseStreamCompleteEvent(errorCode: error)))
        return Lambda.InvokeWithResponseStreamResponse(statusCode: 200, eventStream: EventStream(events))
    }
}

/// The bucket's objects, in memory.
final class Bucket: OperationInvoker {
    typealias Service = S3

    struct Stored: Sendable {
        var bytes: [UInt8]
        var type: String?
        var modified = Timestamp(seconds: 1_587_481_701)
    }

    private let state = Lock([String: Stored]())
    private let failure = Lock<S3Error?>(nil)

    var objects: [String: Stored] { state.withLock { $0 } }
    func put(_ key: String, _ stored: Stored) { state.withLock { $0[key] = stored } }
    func fail(_ error: S3Error?) { failure.withLock { $0 = error } }

    func invoke<Input, Output>(
        _ operation: Operation<S3, Input, Output>, _ input: Input
    ) async throws(S3Error) -> Output {
        if let error = failure.withLock({ $0 }) { throw error }
        guard let output = try await answer(input) as? Output else {
            preconditionFailure("\(operation.schema.name) is not answered")
        }
        return output
    }

    private func answer(_ input: any Structure) async throws(S3Error) -> any Structure {
        switch input {
        case let input as S3.PutObjectRequest:
            guard let bytes = try? await input.body.collect(bytesMax: 1 << 26) else {
                throw S3Error(ErrorCode("IncompleteBody"))
            }
            put(input.key, Stored(bytes: bytes, type: input.contentType))
            return S3.PutObjectOutput()
        case let input as S3.HeadObjectRequest:
            guard objects[input.key] != nil else { throw S3Error(ErrorCode("NotFound"), status: 404) }
            return S3.HeadObjectOutput()
        case let input as S3.DeleteObjectRequest:
            state.withLock { $0[input.key] = nil }
            return S3.DeleteObjectOutput()
        case let input as S3.ListObjectsV2Request:
            // Pages of two, to be asked for again.
            let keys = objects.keys.sorted().filter { $0 > (input.continuationToken ?? input.startAfter ?? "") }
            let page = keys.prefix(2).map { key in
                S3.Object(key: key, lastModified: objects[key]?.modified, size: objects[key]?.bytes.count)
            }
            return S3.ListObjectsV2Output(
                isTruncated: keys.count > 2, contents: page, nextContinuationToken: page.last?.key)
        default: preconditionFailure("no such operation")
        }
    }
}

extension FrontDoor {
    func send(
        _ method: String, _ path: String, query: [HTTPRequest.QueryItem] = [], headers: HTTPHeaders = [:],
        body: String = ""
    ) async -> HTTPResponse {
        var headers = headers
        if headers["Host"] == nil { headers["Host"] = "localhost:8080" }
        return await answer(
            HTTPRequest(method: method, path: path, query: query, headers: headers, body: .bytes(Array(body.utf8))),
            listeningOn: "127.0.0.1")
    }
}

extension HTTPResponse {
    var text: String {
        get async { String(decoding: (try? await body.collect(bytesMax: 1 << 26)) ?? [], as: UTF8.self) }
    }

    var json: Document {
        get async { (try? Document(json: await text)) ?? .null }
    }
}

/// A response of a function, as text.
func proxyResponse(_ status: Int = 200, _ body: String = "{}", more: String = "") -> Functions.Outcome {
    let quoted = Document.string(body).jsonText()
    return .returned("{\"statusCode\":\(status),\"body\":\(quoted)\(more)}")
}
