import AWSApiGatewayManagement
import AWSBedrock
import AWSBedrockAgent
import AWSBedrockAgentRuntime
import AWSBedrockRuntime
import AWSCloudWatch
import AWSCloudWatchLogs
import AWSCore
import AWSDynamoDB
import AWSDynamoDBStreams
import AWSEventBridge
import AWSLambda
import AWSOpenSearch
import AWSOpenSearchServerless
import AWSS3
import AWSSQS
import AWSSTS
import AWSScheduler
import AWSSecretsManager
public import AWSWire
import AWSXRay
public import BedrockAgentRuntimeEmulator
public import BedrockEmulator
import CloudWatchLogsEmulator
import DynamoDBEmulator
import EventBridgeEmulator
public import Functions
public import LambdaEmulator
public import OpenSearchEmulator
import OpenSearchServerlessEmulator
import S3Emulator
import SQSEmulator
import STSEmulator
import SecretsManagerEmulator
public import World

/// All emulated services over one world, wired together: the AWS of a laptop, of a test.
///
/// Each service's emulator knows only the protocols of those that it calls; here they meet.
public final class LocalCloud: Sendable {
    public let world: World
    private let bedrockState: BedrockState
    private let dynamoDBState: DynamoDBState
    private let eventBridgeState: EventBridgeState
    private let knowledgeBasesState: KnowledgeBasesState
    private let lambdaState: LambdaState
    private let logsState: CloudWatchLogsState
    private let openSearchState: OpenSearchState
    private let openSearchServerlessState: OpenSearchServerlessState
    private let s3State: S3State
    private let secretsManagerState: SecretsManagerState
    private let sqsState: SQSState
    private let stsState: STSState

    /// Makes what runs when a function is invoked, with the clients that it calls as; nil for an unknown handler.
    public typealias FunctionMaker = @Sendable (HostedFunction, CloudClients) -> (any LambdaFunction)?

    /// - Parameters:
    ///   - bedrock: how the fake models behave.
    ///   - openSearch: what kind of search it is, and how late it shows what was written.
    ///   - knowledgeBases: those of Bedrock, over indices of this cloud.
    ///   - functions: what Lambda functions run; none can be invoked without it.
    /// - Throws: `StorageError` when the world's data was written by another version.
    public init(
        world: World, bedrock: BedrockSettings = BedrockSettings(),
        openSearch: OpenSearchSettings = OpenSearchSettings(), knowledgeBases: [KnowledgeBase] = [],
        functions: @escaping FunctionMaker = { _, _ in nil }
    ) throws {
        self.world = world
        bedrockState = try BedrockState(world, settings: bedrock)
        dynamoDBState = try DynamoDBState(world)
        logsState = try CloudWatchLogsState(world)
        openSearchState = try OpenSearchState(world, settings: openSearch)
        openSearchServerlessState = try OpenSearchServerlessState(world)
        secretsManagerState = try SecretsManagerState(world)
        sqsState = try SQSState(world)
        stsState = try STSState(world)
        let reference = CloudReference()
        lambdaState = try LambdaState(
            world,
            clients: LambdaClients(
                logs: { reference.clients(as: $0).logs }, queues: { reference.clients(as: $0).sqs })
        ) { functions($0, reference.clients(as: $0.caller)) }
        eventBridgeState = try EventBridgeState(
            world,
            targets: EventBridgeTargets(
                lambda: { reference.clients(as: $0).lambda }, sqs: { reference.clients(as: $0).sqs },
                logs: { reference.clients(as: $0).logs }))
        knowledgeBasesState = KnowledgeBasesState(
            world, knowledgeBases,
            clients: KnowledgeBaseClients(
                models: { reference.clients(as: $0).bedrockRuntime }, search: { reference.clients(as: $0).openSearch }))
        s3State = try S3State(world, notifications: S3Courier(reference))
        reference.set(self)
    }

    /// Takes up what was left to be done when the world was last closed. To be called once for a world from a directory.
    public func resume() async {
        await dynamoDBState.resume()
        await logsState.resume()
        await secretsManagerState.resume()
        await sqsState.resume()
        await lambdaState.resume()
        await eventBridgeState.resume()
        await s3State.resume()
    }

    /// Every service, in process.
    /// - Parameter caller: the world's own account and region unless it says otherwise.
    public func clients(as caller: Caller? = nil) -> CloudClients {
        CloudClients(cloud: self, caller: caller ?? world.caller())
    }

    /// Every service whose protocol is spoken, for a wire server; those that are not emulated say so.
    public var wireServices: [WireService] {
        emulatedServices + [
            .unemulated(ApiGatewayManagement.self), .unemulated(Bedrock.self), .unemulated(BedrockAgent.self),
            .unemulated(CloudWatch.self), .unemulated(Scheduler.self), .unemulated(XRay.self),
        ]
    }

    /// Those that have a model; OpenSearch's own requests have none.
    var emulatedServices: [WireService] {
        [
            WireService(BedrockAgentRuntime.self) { self.bedrockAgentRuntime(Caller($0)) },
            WireService(BedrockRuntime.self) { self.bedrockRuntime(Caller($0)) },
            WireService(CloudWatchLogs.self) { self.logs(Caller($0)) },
            WireService(DynamoDB.self) { self.dynamoDB(Caller($0)) },
            WireService(DynamoDBStreams.self) { self.dynamoDBStreams(Caller($0)) },
            WireService(EventBridge.self) { self.eventBridge(Caller($0)) },
            WireService(Lambda.self) { self.lambda(Caller($0)) },
            WireService(OpenSearchServerless.self) { self.openSearchServerless(Caller($0)) },
            WireService(S3.self) { self.s3(Caller($0)) },
            WireService(SecretsManager.self) { self.secretsManager(Caller($0)) },
            WireService(SQS.self) { self.sqs(Caller($0)) },
            WireService(STS.self) { self.sts(Caller($0)) },
        ]
    }

    /// - Parameters:
    ///   - port: 0 takes any that is free.
    ///   - verifying: the keys whose signatures are taken, beside those of STS; nil takes any credentials.
    public func wireServer(
        host: String = "127.0.0.1", port: Int, verifying keys: [AccessKeyHolder]? = nil,
        limits: HTTPLimits = HTTPLimits()
    ) -> WireServer {
        let clock = world.clock
        return WireServer(
            host: host, port: port, limits: limits, clock: { clock.now }, crossOrigin: crossOriginVerdict,
            answer: wireAnswer(verifying: keys, limits: limits))
    }

    /// What a bucket's rules say of a web page's request.
    @Sendable func crossOriginVerdict(on request: CrossOriginRequest) async -> CrossOriginVerdict {
        let found = await s3State.crossOriginRule(
            ofBucket: request.bucket, origin: request.origin, method: request.method, headers: request.headers)
        switch found {
        case .noRules: return .noRules
        case .noRuleFits: return .refused
        case .rule(let rule):
            return .allowed(
                CrossOriginPermission(
                    isForEveryone: rule.allowedOrigins == ["*"], methods: rule.allowedMethods,
                    exposedHeaders: rule.exposeHeaders ?? [], maxAgeSeconds: rule.maxAgeSeconds))
        }
    }

    /// OpenSearch alone, on a port of its own, as its clients expect it.
    public func openSearchServer(
        host: String = "127.0.0.1", port: Int, verifying keys: [AccessKeyHolder]? = nil,
        limits: HTTPLimits = HTTPLimits()
    ) -> WireServer {
        let clock = world.clock
        return WireServer(
            host: host, port: port, limits: limits, clock: { clock.now },
            answer: openSearchAnswer(verifying: keys, limits: limits))
    }

    /// What answers requests that come over the wire.
    func wireAnswer(verifying keys: [AccessKeyHolder]?, limits: HTTPLimits) -> HTTPServer.Answer {
        answer(wireServices, keys, limits)
    }

    /// What answers requests to OpenSearch alone.
    func openSearchAnswer(verifying keys: [AccessKeyHolder]?, limits: HTTPLimits) -> HTTPServer.Answer {
        answer([], keys, limits)
    }

    private func answer(
        _ services: [WireService], _ keys: [AccessKeyHolder]?, _ limits: HTTPLimits
    ) -> HTTPServer.Answer {
        let (identifiers, clock) = (RequestIdentifiers(world), world.clock)
        return WireServer.answer(
            services, unmodelled: [OpenSearchDoor(cloud: self).service],
            keys: CloudAccessKeys(configured: keys ?? [], issued: stsState), verifiesSignatures: keys != nil,
            defaults: WireDefaults(account: world.accountID, region: world.region), limits: limits,
            clock: { clock.now }, requestID: identifiers.next)
    }
}

// What carries one caller's calls to each service.
extension LocalCloud {
    func bedrockRuntime(_ caller: Caller) -> EmulatedInvoker<BedrockRuntime> {
        EmulatedInvoker(world, caller: caller) { [bedrockState] in BedrockRuntimeEmulator(bedrockState, $0) }
    }

    func bedrockAgentRuntime(_ caller: Caller) -> EmulatedInvoker<BedrockAgentRuntime> {
        EmulatedInvoker(world, caller: caller) { [knowledgeBasesState] in
            BedrockAgentRuntimeEmulator(knowledgeBasesState, $0)
        }
    }

    func dynamoDB(_ caller: Caller) -> EmulatedInvoker<DynamoDB> {
        EmulatedInvoker(world, caller: caller) { [dynamoDBState] in DynamoDBEmulator(dynamoDBState, $0) }
    }

    func dynamoDBStreams(_ caller: Caller) -> EmulatedInvoker<DynamoDBStreams> {
        EmulatedInvoker(world, caller: caller) { [dynamoDBState] in DynamoDBStreamsEmulator(dynamoDBState, $0) }
    }

    func eventBridge(_ caller: Caller) -> EmulatedInvoker<EventBridge> {
        EmulatedInvoker(world, caller: caller) { [eventBridgeState] in EventBridgeEmulator(eventBridgeState, $0) }
    }

    func lambda(_ caller: Caller) -> EmulatedInvoker<Lambda> {
        EmulatedInvoker(world, caller: caller) { [lambdaState] in LambdaEmulator(lambdaState, $0) }
    }

    func logs(_ caller: Caller) -> EmulatedInvoker<CloudWatchLogs> {
        EmulatedInvoker(world, caller: caller) { [logsState] in CloudWatchLogsEmulator(logsState, $0) }
    }

    /// - Parameter flavor: as which kind of OpenSearch it answers; nil for the cloud's own.
    func openSearch(_ caller: Caller, as flavor: OpenSearchSettings.Flavor? = nil) -> EmulatedInvoker<OpenSearch> {
        let state = flavor.map(openSearchState.serving) ?? openSearchState
        return EmulatedInvoker(world, caller: caller) { OpenSearchEmulator(state, $0) }
    }

    func openSearchServerless(_ caller: Caller) -> EmulatedInvoker<OpenSearchServerless> {
        EmulatedInvoker(world, caller: caller) { [openSearchServerlessState] in
            OpenSearchServerlessEmulator(openSearchServerlessState, $0)
        }
    }

    func s3(_ caller: Caller) -> EmulatedInvoker<S3> {
        EmulatedInvoker(world, caller: caller) { [s3State] in S3Emulator(s3State, $0) }
    }

    func secretsManager(_ caller: Caller) -> EmulatedInvoker<SecretsManager> {
        EmulatedInvoker(world, caller: caller) { [secretsManagerState] in
            SecretsManagerEmulator(secretsManagerState, $0)
        }
    }

    func sts(_ caller: Caller) -> EmulatedInvoker<STS> {
        EmulatedInvoker(world, caller: caller) { [stsState] in STSEmulator(stsState, $0) }
    }

    func sqs(_ caller: Caller) -> EmulatedInvoker<SQS> {
        EmulatedInvoker(world, caller: caller) { [sqsState] in SQSEmulator(sqsState, $0) }
    }

    /// Puts an event of AWS's own on a default bus.
    /// - Parameter event: as EventBridge writes it, without an id.
    func putServiceEvent(_ event: Document, account: String, region: String) async throws {
        try await eventBridgeState.putServiceEvent(
            source: event["source"]?.string ?? "", detailType: event["detail-type"]?.string ?? "",
            detail: event["detail"] ?? [:], resources: event["resources"]?.list?.compactMap(\.string) ?? [],
            account: account, region: region)
    }
}

/// A cloud that is being made: its services call each other only once it is there.
final class CloudReference: Sendable {
    // Weak, since the services of the cloud hold the reference.
    private struct Box: Sendable {
        weak var cloud: LocalCloud?
    }

    private let box = Lock(Box())

    func set(_ cloud: LocalCloud) {
        box.withLock { $0.cloud = cloud }
    }

    func clients(as caller: Caller) -> CloudClients {
        CloudClients(cloud: cloud, caller: caller)
    }

    var cloud: LocalCloud? { box.withLock { $0.cloud } }
}
