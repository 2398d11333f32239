import AWSCore
import AWSLambda
import AWSS3
import BedrockAgentRuntimeEmulator
public import Chatbot
import DemoDocuments
public import FrontDoor
import Functions
import LambdaEmulator
import OpenSearchEmulator
public import World

/// The chatbot in a world: a cloud with all that the topology declares, the functions, and a front door.
public struct LocalChatbot: Sendable {
    public let cloud: LocalCloud
    public let configuration: ChatbotConfiguration
    public let frontDoor: FrontDoor
    /// There was no chatbot in this world before, and all that it calls is the world's own.
    public private(set) var isNew = false

    /// Makes what is missing in the world, and takes up what was left to be done when it was last closed.
    /// - Throws: `ProvisioningError`; `StorageError` when the world's data was written by another version.
    public init(world: World, options: LocalChatbotOptions = LocalChatbotOptions()) async throws {
        let configuration = try options.configuration ?? ChatbotConfiguration(environment: options.environment)
        let reference = CloudReference()
        let services = FunctionServices(
            outside: options.outside,
            bucket: options.outside.s3.map { S3Proxy(OutsideBucket(carrier: $0, cloud: reference)) },
            documents: options.documents)
        // People do not wait a minute to see what they have uploaded; a simulation lets it pass at once.
        let openSearch = OpenSearchSettings(refreshInterval: options.isSimulated ? nil : .zero)
        let knowledgeBases = options.outside.isEmpty ? [KnowledgeBase(configuration)] : []
        cloud = try LocalCloud(
            world: world, bedrock: options.bedrock, openSearch: openSearch, knowledgeBases: knowledgeBases
        ) { function, clients in
            services.function(function, clients)
        }
        reference.set(cloud)
        self.configuration = configuration
        frontDoor = Self.frontDoor(
            configuration, cloud, bucket: services.bucket, callsBefore: options.callsBefore)
        isNew = try await provision() && options.outside.isEmpty
        await cloud.resume()
    }

    private static func frontDoor(
        _ configuration: ChatbotConfiguration, _ cloud: LocalCloud, bucket: (any S3Client)?, callsBefore: Int
    ) -> FrontDoor {
        let (world, clients) = (cloud.world, cloud.clients())
        var settings = FrontDoorConfiguration(
            environment: configuration.names.environment, bucket: configuration.names.bucket,
            limits: FrontDoorLimits(configuration.limits))
        settings.accountID = world.accountID
        settings.exampleQuestions = DemoDocuments.questions.map { question in
            ExampleQuestion(question.text, answeredBy: question.fileName)
        }
        let identifiers = world.stream(named: "front-door.request-ids")
        return FrontDoor(
            settings, clients: FrontDoorClients(lambda: clients.lambda, s3: bucket ?? clients.s3),
            clock: { world.clock.now }, requestID: { identifiers.alphanumeric(15) + "=" },
            activity: { Activity.calls(of: world, $0, callsBefore: callsBefore) })
    }

    /// - Returns: whether there was no chatbot in this world before.
    private func provision() async throws -> Bool {
        let (world, clients) = (cloud.world, cloud.clients())
        let isNew = Lock(false)
        let topology = Topology(configuration, in: .init(region: world.region, account: world.accountID))
        let provisioner = Provisioner(
            topology,
            clients: ProvisioningClients(
                dynamoDB: clients.dynamoDB, s3: clients.s3, openSearch: { _ in clients.openSearch },
                lambda: clients.lambda, eventBridge: clients.eventBridge, sqs: clients.sqs,
                secrets: clients.secretsManager, logs: clients.logs, roles: LocalRoles(world: world)),
            package: FunctionPackage(code: .init(zipFile: Blob(Self.emptyZip))),
            pause: { duration in
                // Nobody moves a virtual clock as long as its world is being made.
                guard world.clock is VirtualClock else { return try await world.clock.sleep(for: duration) }
                await world.advance(by: duration)
            },
            report: { step in
                if step.kind == "table", step.outcome == .created { isNew.withLock { $0 = true } }
            })
        try await provisioner.run()
        return isNew.withLock { $0 }
    }

    /// Puts a few documents that a new chatbot can be asked about; they are read afterwards.
    public func putDemoDocuments() async {
        for file in DemoDocuments.all {
            let request = HTTPRequest(method: "PUT", path: "/documents/\(file.name)", body: .bytes(file.bytes))
            _ = await frontDoor.answer(request)
        }
    }

    /// The functions are in this program, so the package that CreateFunction asks for holds nothing.
    private static let emptyZip: [UInt8] = [0x50, 0x4B, 0x05, 0x06] + [UInt8](repeating: 0, count: 18)
}

/// What the functions of a chatbot call: the world's own services, but for those that are outside.
private struct FunctionServices: Sendable {
    let outside: OutsideServices
    let bucket: (any S3Client)?
    let documents: any DocumentReader

    func function(_ function: HostedFunction, _ clients: CloudClients) -> (any LambdaFunction)? {
        guard let configuration = try? ChatbotConfiguration(variables: function.environment) else { return nil }
        let clients = ChatbotClients(
            bedrock: outside.bedrock ?? clients.bedrockRuntime, dynamoDB: outside.dynamoDB ?? clients.dynamoDB,
            openSearch: outside.openSearch ?? clients.openSearch, s3: bucket ?? clients.s3, documents: documents)
        return ChatbotFunctions(configuration, clients: clients).registry[function.handler]
    }
}
