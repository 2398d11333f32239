import AWSBedrockRuntime
import AWSCore
import AWSDynamoDB
import AWSOpenSearch
import AWSS3
import Chatbot
import DynamoDBEmulator
import Functions
import World

/// A chatbot on fakes, in a world whose clock stands still unless the chatbot waits.
struct Installation: Sendable {
    var configuration: ChatbotConfiguration
    let world: World
    let index: FakeIndex
    let models = FakeModels()
    let bucket = FakeBucket()
    let dynamoDB: DynamoDBProxy
    let lines = CallLog()
    let faults = Faults()

    init(_ change: (inout ChatbotConfiguration) -> Void = { _ in }) async throws {
        var configuration = try ChatbotConfiguration(environment: "test")
        configuration.embeddingDimensions = FakeModels.dimensions
        change(&configuration)
        let world = try World(WorldConfiguration())
        let state = try DynamoDBState(world)
        self.configuration = configuration
        self.world = world
        index = FakeIndex(clock: world.clock)
        dynamoDB = DynamoDBProxy(
            EmulatedInvoker<DynamoDB>(world, caller: world.caller()) { DynamoDBEmulator(state, $0) })
        try await Provisioning(dynamoDB: dynamoDB, configuration: configuration).run()
        await world.advance(by: .seconds(3_600))
    }

    var functions: ChatbotFunctions {
        ChatbotFunctions(
            configuration,
            clients: ChatbotClients(
                bedrock: BedrockRuntimeProxy(FaultyInvoker(base: models.client.invoker, faults: faults)),
                dynamoDB: DynamoDBProxy(FaultyInvoker(base: dynamoDB.invoker, faults: faults)),
                openSearch: OpenSearchProxy(FaultyInvoker(base: index.client.invoker, faults: faults)),
                s3: S3Proxy(FaultyInvoker(base: bucket.client.invoker, faults: faults)), documents: FakeReader()))
    }

    func context(_ requestID: String = "request-1", seconds: Int = 900) -> FunctionContext {
        FunctionContext(
            requestID: requestID, functionName: "f",
            invokedFunctionARN: "arn:aws:lambda:us-east-1:123456789012:function:f",
            logGroupName: "/aws/lambda/f", logStreamName: "s", deadline: world.clock.now + .seconds(seconds),
            clock: { [world] in world.clock.now }, pause: { [world] in await world.advance(by: $0) },
            log: { [lines] in lines.add("", $0, .null) })
    }

    var logged: [String] { lines.all.map(\.operation) }

    // Documents.

    func upload(_ key: String, _ text: String) {
        let now = world.clock.now
        bucket.change { $0.objects[key] = (Array(text.utf8), now) }
    }

    func event(_ type: String, _ key: String, sequencer: String, size: Int? = nil) -> Document {
        var object = Document.Object([.init("key", .string(key)), .init("sequencer", .string(sequencer))])
        object["size"] = size.map { .number(Number($0)) }
        bucket.change { state in
            object["etag"] = state.objects[key].map { .string(FakeBucket.tag($0.bytes)) }
        }
        return [
            "source": "aws.s3", "detail-type": .string(type),
            "detail": ["bucket": ["name": .string(configuration.names.bucket)], "object": .object(object)],
        ]
    }

    @discardableResult
    func process(_ event: Document, _ requestID: String = "request-1") async throws -> Document {
        try await functions.documentProcessor.handle(event, context(requestID))
    }

    /// Uploads a document and processes its event.
    func learn(_ key: String, _ text: String, sequencer: String = "0A") async throws {
        upload(key, text)
        try await process(event("Object Created", key, sequencer: sequencer))
    }

    // The API.

    func request(
        _ method: String, _ path: String, _ body: Document? = nil, query: [String: String] = [:], user: String? = nil
    ) -> Document {
        var event = Document.Object([
            .init("httpMethod", .string(method)), .init("path", .string(path)),
            .init("queryStringParameters", query.document), .init("headers", .object(.init())),
            .init("body", body.map { .string($0.jsonText()) } ?? .null),
        ])
        event["requestContext"] = user.map { ["authorizer": ["claims": ["sub": .string($0)]]] } ?? .object(.init())
        return .object(event)
    }

    /// - Returns: the status and the body.
    func send(_ event: Document, _ requestID: String = "request-1") async throws -> (status: Int?, body: Document) {
        let response = try await functions.orchestrator.handle(event, context(requestID))
        return (response["statusCode"]?.int, try Document(json: response["body"]?.string ?? ""))
    }

    func chat(
        _ message: String, _ requestID: String = "request-1", conversation: String? = nil, user: String? = nil
    ) async throws -> Document {
        var event = Document.Object([.init("message", .string(message))])
        event["conversation_id"] = conversation.map { .string($0) }
        event["user_id"] = user.map { .string($0) }
        return try await functions.orchestrator.handle(.object(event), context(requestID))
    }

    func search(_ body: Document) async throws -> Document {
        try await functions.vectorSearch.handle(body, context())
    }
}
