import AWSCore
import AWSDynamoDB
import Chatbot
import DynamoDBEmulator
import Testing
import World

@Suite struct ProvisionerTests {
    private func provisioning() throws -> Provisioning {
        let world = try World(WorldConfiguration())
        let state = try DynamoDBState(world)
        let client = DynamoDBProxy(
            EmulatedInvoker<DynamoDB>(world, caller: world.caller()) { DynamoDBEmulator(state, $0) })
        return Provisioning(dynamoDB: client, configuration: try ChatbotConfiguration(environment: "dev"))
    }

    @Test func everythingIsCreatedAndReported() async throws {
        var provisioning = try provisioning()
        provisioning.failing = ["GetQueueUrl", "DescribeRule"]
        provisioning.hasCollections = true
        try await provisioning.run()
        let reported = provisioning.reported
        #expect(reported.contains("table kass-chatbot-dev-conversations: created"))
        #expect(reported.contains("bucket kass-chatbot-dev-data: created"))
        #expect(reported.contains("function kass-chatbot-dev-orchestrator: created"))
        #expect(reported.contains("rule kass-chatbot-dev-daily-embedding: created"))
        #expect(
            reported.contains("role kass-chatbot-dev-orchestrator-role: skipped, nobody was given that makes roles"))
        let topology = provisioning.topology
        let resources =
            topology.tables.count + topology.functions.count + topology.rules.count
            + topology.roles.count + topology.logGroups.count + topology.queues.count + topology.secrets.count + 4
        #expect(reported.count == resources)
    }

    @Test func tablesAreAsDeclared() async throws {
        let provisioning = try provisioning()
        try await provisioning.run()
        for table in provisioning.topology.tables {
            let name = table.name
            let described = try await provisioning.dynamoDB.describeTable(.init(tableName: name)).table
            #expect(described?.keySchema?.map(\.attributeName) == table.key.map(\.name))
            #expect(described?.billingModeSummary?.billingMode == .payPerRequest)
            let expiry = try await provisioning.dynamoDB.describeTimeToLive(.init(tableName: name))
            #expect(expiry.timeToLiveDescription?.attributeName == "ttl")
            let backups = try await provisioning.dynamoDB.describeContinuousBackups(.init(tableName: name))
            let recovery = backups.continuousBackupsDescription?.pointInTimeRecoveryDescription
            #expect((recovery?.pointInTimeRecoveryStatus == .enabled) == table.recoversToPointInTime)
        }
    }

    @Test func aSecondRunBringsUpToDate() async throws {
        var provisioning = try provisioning()
        try await provisioning.run()
        provisioning.failing = [
            "CreateBucket", "CreateIndex", "CreateFunction", "AddPermission", "CreateSecret", "CreateLogGroup",
            "CreateCollection", "CreateSecurityPolicy", "CreateAccessPolicy",
        ]
        provisioning.hasCollections = true
        let before = provisioning.reported.count
        try await provisioning.run()
        let second = provisioning.reported.dropFirst(before)
        #expect(second.allSatisfy { !$0.hasSuffix("created") })
        #expect(provisioning.log.inputs(of: "UpdateFunctionConfiguration").count == 3)
        #expect(provisioning.log.inputs(of: "UpdateFunctionCode").count == 3)
    }

    @Test func theBucketIsVersionedEncryptedPrivateAndHeard() async throws {
        let provisioning = try provisioning()
        try await provisioning.run()
        let log = provisioning.log
        #expect(log.inputs(of: "CreateBucket")[0]["CreateBucketConfiguration"]?["LocationConstraint"] == "eu-west-1")
        #expect(log.inputs(of: "PutBucketVersioning")[0]["VersioningConfiguration"]?["Status"] == "Enabled")
        #expect(log.inputs(of: "PutPublicAccessBlock").count == 1)
        #expect(
            log.inputs(of: "PutBucketNotificationConfiguration")[0]["NotificationConfiguration"]?[
                "EventBridgeConfiguration"] != nil)
        let rules = log.inputs(of: "PutBucketLifecycleConfiguration")[0]["LifecycleConfiguration"]?["Rules"]?.list
        let glacier = rules?.first { $0["ID"] == "documents-to-glacier" }
        #expect(glacier?["Filter"]?["Prefix"] == "documents/")
        #expect(glacier?["Transitions"]?[0] == ["Days": 90, "StorageClass": "GLACIER"])
    }

    @Test func whatFailsEndsInTheDeadLetterQueue() async throws {
        let provisioning = try provisioning()
        try await provisioning.run()
        let queue = "arn:aws:sqs:eu-west-1:123456789012:kass-chatbot-dev-dead-letters"
        let created = provisioning.log.inputs(of: "CreateFunction")
        let processor = try #require(created.first { $0["Handler"] == "document-processor" })
        #expect(processor["DeadLetterConfig"]?["TargetArn"]?.string == queue)
        #expect(processor["Timeout"] == 900 && processor["MemorySize"] == 3008)
        #expect(provisioning.log.inputs(of: "PutFunctionEventInvokeConfig")[0]["MaximumRetryAttempts"] == 2)
        for targets in provisioning.log.inputs(of: "PutTargets") {
            #expect(targets["Targets"]?[0]?["DeadLetterConfig"]?["Arn"]?.string == queue)
        }
        let policy = provisioning.log.inputs(of: "SetQueueAttributes")[0]["Attributes"]?["Policy"]?.string
        #expect(policy?.contains("rule/kass-chatbot-dev-document-upload") == true)
    }

    @Test func functionsLearnTheEndpointOfTheCollection() async throws {
        var provisioning = try provisioning()
        provisioning.hasCollections = true
        try await provisioning.run()
        let variables = provisioning.log.inputs(of: "CreateFunction")[0]["Environment"]?["Variables"]
        #expect(variables?["KASS_SEARCH_ENDPOINT"] == "https://kb.example")
        let access = try #require(provisioning.log.inputs(of: "CreateAccessPolicy")[0]["policy"]?.string)
        let rules = try Document(json: access)
        #expect(rules[0]?["Rules"]?[0]?["Permission"]?.list?.contains("aoss:WriteDocument") == false)
        #expect(
            rules[1]?["Principal"]
                == ["arn:aws:iam::123456789012:role/kass-chatbot-dev-document-processor-role"])
    }
}
