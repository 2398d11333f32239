import AWSBedrock
import AWSBedrockRuntime
import AWSCloudWatchLogs
import AWSCore
import AWSDynamoDB
import AWSEventBridge
import AWSLambda
import AWSLive
import AWSOpenSearchServerless
import AWSS3
import AWSSQS
import AWSSTS
import AWSSecretsManager
import Doctor
import Profiles

extension LiveServices {
    /// What of the profile is live, for a doctor to look at.
    var doctorClients: DoctorClients {
        var clients = DoctorClients()
        clients.identity = STSProxy(invoker(STS.self))
        clients.clockDifference = { try await clockDifference() }
        if profile.isLive(.dynamodb) { clients.dynamoDB = DynamoDBProxy(invoker(DynamoDB.self)) }
        if profile.isLive(.s3) { clients.s3 = S3Proxy(invoker(S3.self)) }
        if profile.isLive(.bedrock) {
            clients.models = BedrockProxy(invoker(Bedrock.self))
            clients.inference = BedrockRuntimeProxy(invoker(BedrockRuntime.self))
        }
        if profile.isLive(.opensearch) {
            let isCollection = profile["opensearch.auth"] == "aoss"
            clients.search = DoctorClients.SearchPlace(
                index: try? openSearch(), endpoint: profile["opensearch.endpoint"],
                collections: isCollection ? OpenSearchServerlessProxy(invoker(OpenSearchServerless.self)) : nil)
        }
        if profile.isLive(.lambda) {
            clients.functions = DoctorClients.FunctionClients(
                lambda: LambdaProxy(invoker(Lambda.self)), eventBridge: EventBridgeProxy(invoker(EventBridge.self)),
                sqs: SQSProxy(invoker(SQS.self)), logs: CloudWatchLogsProxy(invoker(CloudWatchLogs.self)),
                secrets: SecretsManagerProxy(invoker(SecretsManager.self)))
        }
        return clients
    }

    /// AWS's time, as the header of any answer says it, less this machine's.
    private func clockDifference() async throws -> Duration {
        guard let region = Region(profile.region), let host = Endpoint.host("sts", region: region) else { return .zero }
        let origin = profile.endpoint(of: "sts").flatMap(Origin.init(url:)) ?? Origin(host: host)
        var request = HTTPRequest(method: "GET", path: "/")
        request.headers["Host"] = origin.authority
        let response = try await transport.send(
            request, to: origin, body: .collected(bytesMax: 1 << 20), timeouts: Timeouts(wholeSeconds: 10))
        guard let date = response.headers["Date"], let time = Timestamp(date, .httpDate) else {
            throw ProfileMistake("the answer of \(origin.url) bears no date")
        }
        return time - surroundings.now()
    }
}
