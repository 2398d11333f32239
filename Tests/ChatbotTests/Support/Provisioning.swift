import AWSCloudWatchLogs
import AWSCore
import AWSDynamoDB
import AWSEventBridge
import AWSLambda
import AWSOpenSearch
import AWSOpenSearchServerless
import AWSS3
import AWSSQS
import AWSSecretsManager
import Chatbot

/// A provisioner whose services only record, except for DynamoDB.
struct Provisioning {
    var dynamoDB: any DynamoDBClient
    var configuration: ChatbotConfiguration
    let log = CallLog()
    /// Operations that fail by saying that their resource is there, or is not.
    var failing: Set<String> = []
    var hasCollections = false
    let steps = CallLog()

    var topology: Topology {
        Topology(configuration, in: Topology.Place(region: "eu-west-1", account: "123456789012"))
    }

    func run() async throws {
        let provisioner = Provisioner(
            topology, clients: clients, package: FunctionPackage(code: Lambda.FunctionCode(zipFile: Blob("zip"))),
            pause: { _ in }, report: { [steps] in steps.add($0.kind, $0.description, .null) })
        try await provisioner.run()
    }

    var reported: [String] { steps.all.map(\.operation) }

    private func invoker<Service: ServiceModel>(
        _ errors: [String: String], _ answers: [String: Document] = [:]
    ) -> RecordingInvoker<Service> {
        let failing = failing
        return RecordingInvoker(log: log) { name, _ throws(ServiceError<Service>) in
            if failing.contains(name), let code = errors[name] {
                throw ServiceError(ErrorCode(code), "The resource already exists", status: 409)
            }
            return answers[name] ?? .object(Document.Object())
        }
    }

    private var clients: ProvisioningClients {
        let index = OpenSearchProxy(
            invoker(["CreateIndex": "resource_already_exists_exception"], ["CreateIndex": ["acknowledged": true]]))
        let active: Document = [
            "collectionDetails": [["status": "ACTIVE", "collectionEndpoint": "https://kb.example"]]
        ]
        let collections = OpenSearchServerlessProxy(
            invoker(
                [
                    "CreateCollection": "ConflictException", "CreateSecurityPolicy": "ConflictException",
                    "CreateAccessPolicy": "ConflictException",
                ], ["BatchGetCollection": active]))
        return ProvisioningClients(
            dynamoDB: dynamoDB, s3: S3Proxy(invoker(["CreateBucket": "BucketAlreadyOwnedByYou"])),
            openSearch: { _ in index },
            lambda: LambdaProxy(
                invoker(
                    ["CreateFunction": "ResourceConflictException", "AddPermission": "ResourceConflictException"],
                    ["PutFunctionConcurrency": .object(.init())])),
            eventBridge: EventBridgeProxy(invoker(["DescribeRule": "ResourceNotFoundException"])),
            sqs: SQSProxy(
                invoker(
                    ["GetQueueUrl": "AWS.SimpleQueueService.NonExistentQueue"],
                    ["GetQueueUrl": ["QueueUrl": "https://sqs/q"], "CreateQueue": ["QueueUrl": "https://sqs/q"]])),
            secrets: SecretsManagerProxy(invoker(["CreateSecret": "ResourceExistsException"])),
            logs: CloudWatchLogsProxy(invoker(["CreateLogGroup": "ResourceAlreadyExistsException"])),
            collections: hasCollections ? collections : nil)
    }
}
