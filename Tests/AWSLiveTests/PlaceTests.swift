import AWSBedrockRuntime
import AWSCore
import AWSDynamoDB
import AWSIAM
import AWSLive
import AWSS3
import AWSSQS
import AWSSTS
import AWSSecretsManager
import Testing

/// Where calls go: everything that botocore was asked (`Fixtures/make_urls.py`), our way from configuration to request.
@Suite struct PlaceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let variables: [String: String]
        let config: String
        let calls: [Document]

        init(_ document: Document) {
            let entries = document["variables"]?.object?.entries ?? []
            variables = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.value.string ?? "") })
            config = document["config"]?.string ?? ""
            calls = document["calls"]?.list ?? []
        }

        var testDescription: String { "\(variables.sorted { $0.key < $1.key }) \(config)" }
    }

    static let cases: [Case] = ((try? Fixture.json("urls.json"))?.list ?? []).map(Case.init)

    @Test func thereAreCases() { #expect(Self.cases.count > 40) }

    @Test(arguments: cases) func goesWhereBotocoreGoes(_ wanted: Case) async throws {
        let machine = FakeMachine(
            wanted.variables.merging(["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "s"]) { first, _ in first },
            files: ["/home/me/.aws/config": wanted.config])
        for call in wanted.calls {
            let transport = ScriptedTransport([])
            var configuration = try LiveConfiguration.load(machine: machine.machine, transport: transport)
            configuration.retries.attemptsMax = 1
            try await perform(call, LiveClients(configuration, transport: transport))
            let url = zip(transport.origins, transport.requests).map { $0.url + $1.path }.first
            #expect(url == call["url"]?.string.map { String($0.prefix { $0 != "?" }) }, "\(call)")
            let scope = transport.requests.first?.headers["Authorization"]?.split(separator: "/")
            #expect(scope.map { String($0[2]) } == call["region"]?.string, "\(call)")
        }
    }

    @Test func refusesAccessPoints() async throws {
        let transport = ScriptedTransport([])
        let configuration = LiveConfiguration(
            region: "eu-west-1", credentials: StaticCredentials(account: "123456789012"))
        let input = S3.GetObjectRequest(bucket: "arn:aws:s3:eu-west-1:123456789012:accesspoint/photos", key: "k")
        await #expect { try await LiveClients(configuration, transport: transport).s3.getObject(input) } throws: {
            ($0 as? S3Error)?.code == .paramValidationError
        }
        #expect(transport.requests.isEmpty)
    }

    /// The script of the transport is empty, so that every call fails once it is sent.
    private func perform(_ call: Document, _ clients: LiveClients) async throws {
        let bucket = call["parameters"]?["Bucket"]?.string ?? ""
        switch call["operation"]?.string {
        case "get_object": _ = try? await clients.s3.getObject(.init(bucket: bucket, key: "a b/c"))
        case "list_objects_v2": _ = try? await clients.s3.listObjectsV2(.init(bucket: bucket))
        case "list_buckets": _ = try? await clients.s3.listBuckets(.init())
        case "get_caller_identity": _ = try? await clients.sts.getCallerIdentity(.init())
        case "simulate_principal_policy":
            _ = try? await clients.iam.simulatePrincipalPolicy(
                .init(policySourceArn: "arn:aws:iam::123456789012:role/reader", actionNames: ["s3:GetObject"]))
        case "list_tables": _ = try? await clients.dynamoDB.listTables(.init())
        case "list_queues": _ = try? await clients.sqs.listQueues(.init())
        case "list_secrets": _ = try? await clients.secretsManager.listSecrets(.init())
        case "invoke_model":
            _ = try? await clients.bedrockRuntime.invokeModel(.init(body: Blob("{}"), modelId: "m"))
        default: Issue.record("no such operation: \(call)")
        }
    }
}
