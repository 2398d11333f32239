import AWSCloudWatchLogs
import AWSCore
import AWSLambda
import AWSSQS
import CloudWatchLogsEmulator
import Functions
import LambdaEmulator
import Testing
import World

/// One Lambda in a world of its own, with logs and queues, and a caller of it.
struct Workshop {
    let world: World
    let state: LambdaState
    let client: LambdaProxy
    let logs: CloudWatchLogsProxy
    let queues: FakeQueues
    let calls: Calls

    /// The function that all tests use: what it does stands in its event.
    struct TestFunction: StreamingLambdaFunction {
        let world: World
        let hosted: HostedFunction
        let calls: Calls

        func handle(_ event: Document, _ context: FunctionContext) async throws -> Document {
            calls.add(event, at: world.clock.now)
            if let line = event["log"]?.string { context.log(line) }
            if let records = event["Records"]?.list { return try answer(records) }
            if let seconds = event["sleep"]?.int { try await context.pause(.seconds(seconds)) }
            if let message = event["fail"]?.string { throw FunctionFailure("TestError", message) }
            if let bytes = event["bytes"]?.int { return .string(String(repeating: "x", count: bytes)) }
            if event["environment"] != nil { return hosted.environment.document }
            if event["caller"] != nil { return .string(hosted.caller.principal.arn) }
            if event["answer"] != nil { return event["answer"] ?? .null }
            return ["version": .string(context.functionVersion), "request": .string(context.requestID)]
        }

        /// Messages that say "bad" have failed; one that says "explode" takes all with it.
        private func answer(_ records: [Document]) throws -> Document {
            if records.contains(where: { $0["body"]?.string == "explode" }) { throw FunctionFailure("TestError", "no") }
            let failed = records.filter { $0["body"]?.string == "bad" }
            return [
                "batchItemFailures": .list(failed.map { ["itemIdentifier": $0["messageId"] ?? .null] })
            ]
        }

        func handle(_ event: Document, _ context: FunctionContext, into response: any ResponseWriter) async throws {
            for chunk in event["chunks"]?.list ?? [] { try await response.write(Array((chunk.string ?? "").utf8)) }
            if let message = event["fail"]?.string { throw FunctionFailure("TestError", message) }
        }
    }

    /// What functions were called with, and when.
    final class Calls: Sendable {
        private let all = Lock<[(event: Document, at: Timestamp)]>([])

        func add(_ event: Document, at time: Timestamp) { all.withLock { $0.append((event, time)) } }

        var events: [Document] { all.withLock { $0.map(\.event) } }

        /// Seconds after the world's beginning.
        var times: [Int64] { all.withLock { $0.map { $0.at.seconds - WorldConfiguration.virtualStart.seconds } } }
    }

    init(_ configuration: WorldConfiguration = WorldConfiguration(), settings: LambdaSettings = .init()) throws {
        let world = try World(configuration)
        let journal = try CloudWatchLogsState(world)
        let (queues, calls) = (FakeQueues(), Calls())
        let clients = LambdaClients(
            logs: { caller in
                CloudWatchLogsProxy(
                    EmulatedInvoker<CloudWatchLogs>(world, caller: caller) { CloudWatchLogsEmulator(journal, $0) })
            }, queues: { _ in queues.client })
        let state = try LambdaState(world, settings: settings, clients: clients) { hosted in
            hosted.handler == "test" ? TestFunction(world: world, hosted: hosted, calls: calls) : nil
        }
        self.world = world
        self.state = state
        self.queues = queues
        self.calls = calls
        logs = CloudWatchLogsProxy(
            EmulatedInvoker<CloudWatchLogs>(world, caller: world.caller()) { CloudWatchLogsEmulator(journal, $0) })
        // What AWSLambdaBasicExecutionRole allows.
        let policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:*","Resource":"*"}]}
            """
        world.access.attach(try PolicyDocument(json: policy), named: "logs", to: Self.role)
        client = LambdaProxy(EmulatedInvoker<Lambda>(world, caller: world.caller()) { LambdaEmulator(state, $0) })
    }

    func client(as caller: Caller) -> LambdaProxy {
        let state = state
        return LambdaProxy(EmulatedInvoker<Lambda>(world, caller: caller) { LambdaEmulator(state, $0) })
    }

    /// The end of an archive without files.
    static let zip = Blob([0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18))

    static let role = "arn:aws:iam::000000000000:role/kass-role"

    static func creation(_ name: String = "f", handler: String = "test") -> Lambda.CreateFunctionRequest {
        Lambda.CreateFunctionRequest(
            functionName: name, runtime: .providedAl2023, role: Self.role,
            handler: handler, code: .init(zipFile: zip))
    }

    @discardableResult
    func create(
        _ name: String = "f", _ change: (inout Lambda.CreateFunctionRequest) -> Void = { _ in }
    ) async throws -> Lambda.FunctionConfiguration {
        var input = Self.creation(name)
        change(&input)
        return try await client.createFunction(input)
    }

    func invoke(
        _ event: Document = [:], _ name: String = "f", qualifier: String? = nil, type: Lambda.InvocationType? = nil,
        tail: Bool = false
    ) async throws -> Lambda.InvocationResponse {
        try await client.invoke(
            .init(
                functionName: name, invocationType: type, logType: tail ? .tail : nil, payload: Blob(event.json()),
                qualifier: qualifier))
    }

    /// Lines in all streams of the function's log group.
    func lines(_ name: String = "f") async throws -> [String] {
        let events = try await logs.filterLogEvents(.init(logGroupName: "/aws/lambda/\(name)")).events ?? []
        return events.compactMap(\.message)
    }
}

extension Lambda.InvocationResponse {
    var document: Document? { payload.flatMap { try? Document(json: $0.bytes) } }
}

/// The code and the words of the error that `body` throws.
func refusal(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch let error as LambdaError {
        return "\(error.code): \(error.message ?? "")"
    } catch {
        return "\(error)"
    }
}
