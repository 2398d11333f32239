import AWSBedrock
import AWSCore
import AWSOpenSearchServerless
import AWSSTS
import AWSSecretsManager
import Chatbot
import Doctor
import LocalCloud
import World

/// An emulated account with a whole installation in it, for defects to be planted in.
struct Account {
    let cloud: LocalCloud
    let configuration: ChatbotConfiguration
    var clients = DoctorClients()
    var region = "us-east-1"
    var account: String?
    var now = Timestamp(seconds: 1_784_000_000)
    /// What has no emulator answers as AWS's documentation says.
    var control = Control()

    init(_ configure: (inout ChatbotConfiguration) -> Void = { _ in }) async throws {
        let world = try World(WorldConfiguration(seed: 11))
        var configuration = try ChatbotConfiguration(environment: "staging")
        configuration.models = ModelIDs(
            orchestrator: "us.anthropic.claude-sonnet-4-6", simple: "us.anthropic.claude-haiku-4-5-20251001-v1:0",
            budget: "us.anthropic.claude-haiku-4-5-20251001-v1:0")
        configure(&configuration)
        var options = LocalChatbotOptions(isSimulated: true)
        options.configuration = configuration
        cloud = try await LocalChatbot(world: world, options: options).cloud
        self.configuration = configuration
        let own = cloud.clients()
        _ = try await own.secretsManager.putSecretValue(
            .init(secretId: configuration.names.secret("integrations"), secretString: "{}"))
        clients.dynamoDB = own.dynamoDB
        clients.s3 = own.s3
        clients.inference = own.bedrockRuntime
        clients.functions = DoctorClients.FunctionClients(
            lambda: own.lambda, eventBridge: own.eventBridge, sqs: own.sqs, logs: own.logs,
            secrets: own.secretsManager)
        clients.search = DoctorClients.SearchPlace(index: own.openSearch, endpoint: Control.endpoint)
        clients.permissions = Simulator(denied: [])
        clients.clockDifference = { .seconds(2) }
    }

    var names: ResourceNames { configuration.names }

    func examine() async -> [Finding] {
        var clients = clients
        clients.identity = STSProxy(ControlInvoker(control))
        if clients.inference != nil { clients.models = control.hasModels ? BedrockProxy(ControlInvoker(control)) : nil }
        clients.search?.collections = OpenSearchServerlessProxy(ControlInvoker(control))
        let doctor = Doctor(configuration, region: region, account: account, clients: clients, now: now)
        return await doctor.examine()
    }
}

/// IAM, by a list of what it denies.
struct Simulator: PermissionSimulator {
    let denied: Set<String>

    func denied(_ actions: [String], on resource: String, role: String) async throws -> [String] {
        actions.filter { denied.contains($0) }
    }
}

/// Control planes: answers by operation, with members that are another's in a defect.
struct Control: Sendable {
    static let endpoint = "https://abc.us-east-1.aoss.amazonaws.com"

    var hasModels = true
    /// Members instead of the ones that a healthy account has, by operation.
    var changes: [String: Document] = [:]
    var errors: [String: (code: String, status: Int)] = [:]

    func answer(_ operation: String, _ input: Document) -> Document {
        let healthy: Document =
            switch operation {
            case "GetCallerIdentity":
                ["Account": "000000000000", "Arn": "arn:aws:iam::000000000000:user/ann", "UserId": "AIDA"]
            case "GetInferenceProfile": profile(input["inferenceProfileIdentifier"]?.string ?? "")
            case "GetFoundationModel": model(input["modelIdentifier"]?.string ?? "")
            case "GetFoundationModelAvailability":
                [
                    "modelId": input["modelId"] ?? "", "agreementAvailability": ["status": "AVAILABLE"],
                    "authorizationStatus": "AUTHORIZED", "entitlementAvailability": "AVAILABLE",
                    "regionAvailability": "AVAILABLE",
                ]
            case "GetGuardrail": guardrail
            case "BatchGetCollection": ["collectionDetails": [collection]]
            case "GetAccessPolicy": ["accessPolicyDetail": ["policy": policy]]
            default: [:]
            }
        return merged(healthy, changes[operation])
    }

    private func merged(_ healthy: Document, _ change: Document?) -> Document {
        guard case .object(var object) = healthy, let change = change?.object else { return change ?? healthy }
        for entry in change.entries { object[entry.name] = merged(object[entry.name] ?? .null, entry.value) }
        return .object(object)
    }

    private func profile(_ id: String) -> Document {
        let model = id.split(separator: ".").dropFirst().joined(separator: ".")
        return [
            "inferenceProfileName": "a profile", "inferenceProfileId": .string(id), "status": "ACTIVE",
            "inferenceProfileArn": .string("arn:aws:bedrock:us-east-1:000000000000:inference-profile/\(id)"),
            "models": [["modelArn": .string("arn:aws:bedrock:us-east-1::foundation-model/\(model)")]],
            "type": "SYSTEM_DEFINED",
        ]
    }

    private func model(_ id: String) -> Document {
        [
            "modelDetails": [
                "modelArn": .string("arn:aws:bedrock:us-east-1::foundation-model/\(id)"), "modelId": .string(id),
                "inferenceTypesSupported": ["ON_DEMAND"], "modelLifecycle": ["status": "ACTIVE"],
            ]
        ]
    }

    private var guardrail: Document {
        [
            "name": "g", "guardrailId": "g", "guardrailArn": "arn:aws:bedrock:us-east-1:000000000000:guardrail/g",
            "version": "1", "status": "READY", "createdAt": .timestamp(Timestamp(seconds: 0)),
            "updatedAt": .timestamp(Timestamp(seconds: 0)), "blockedInputMessaging": "no",
            "blockedOutputsMessaging": "no",
        ]
    }

    private var collection: Document {
        [
            "name": "kass-chatbot-staging-kb", "status": "ACTIVE", "type": "VECTORSEARCH",
            "collectionEndpoint": .string(Self.endpoint),
        ]
    }

    private var policy: Document {
        let roles = ["orchestrator", "vector-search", "document-processor"].map {
            Document.string("arn:aws:iam::000000000000:role/kass-chatbot-staging-\($0)-role")
        }
        return [
            [
                "Rules": [
                    [
                        "ResourceType": "index", "Resource": ["index/kass-chatbot-staging-kb/*"],
                        "Permission": ["aoss:DescribeIndex", "aoss:ReadDocument", "aoss:WriteDocument"],
                    ]
                ],
                "Principal": .list(roles),
            ]
        ]
    }
}

/// Carries calls to a ``Control``.
struct ControlInvoker<Service: ServiceModel>: OperationInvoker {
    let control: Control

    init(_ control: Control) {
        self.control = control
    }

    func invoke<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) async throws(ServiceError<Service>) -> Output {
        let name = operation.schema.name
        if let error = control.errors[name] {
            throw ServiceError(ErrorCode(error.code), "as the test says", status: error.status)
        }
        do {
            return try Output(control.answer(name, input.document))
        } catch {
            preconditionFailure("\(name): \(error)")
        }
    }
}
