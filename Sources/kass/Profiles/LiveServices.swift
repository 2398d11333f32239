import AWSBedrock
import AWSBedrockRuntime
import AWSCore
import AWSDynamoDB
import AWSLive
import AWSOpenSearch
import AWSS3
import LocalCloud
import Profiles

/// Clients of AWS, where and as whom a profile says.
struct LiveServices: Sendable {
    let profile: Profile
    private let credentials: any CredentialsProvider
    let transport = CurlTransport()
    let surroundings = Surroundings.system

    /// - Throws: ``ProfileMistake`` for a profile that cannot be called by.
    init(_ profile: Profile, environment: [String: String] = SystemEnvironment.variables) throws {
        self.profile = profile
        credentials = EnvironmentCredentials { environment }
    }

    func invoker<Service: ServiceModel>(_: Service.Type) -> LiveInvoker<Service> {
        // As in AWS's own variables: `AWS_ENDPOINT_URL_BEDROCK_RUNTIME`.
        let name = Service.metadata.serviceID.lowercased().replacing(" ", with: "_")
        let endpoint = profile.endpoint(of: name).flatMap(Origin.init(url:))
        return LiveInvoker(
            Service.self,
            LiveConfiguration(region: profile.region, credentials: credentials, endpoint: endpoint),
            transport: transport)
    }

    /// What the chatbot calls outside its world.
    func outside() throws -> OutsideServices {
        OutsideServices(
            bedrock: profile.isLive(.bedrock) ? BedrockRuntimeProxy(invoker(BedrockRuntime.self)) : nil,
            dynamoDB: profile.isLive(.dynamodb) ? DynamoDBProxy(invoker(DynamoDB.self)) : nil,
            openSearch: profile.isLive(.opensearch) ? try openSearch() : nil,
            s3: profile.isLive(.s3) ? invoker(S3.self) : nil)
    }

    /// - Throws: ``ProfileMistake`` without an endpoint: a collection's is known only once it is made.
    func openSearch() throws -> any OpenSearchClient {
        guard profile["opensearch.endpoint"] != nil else {
            throw ProfileMistake(
                """
                OpenSearch is live in the profile `\(profile.name)`, and `opensearch.endpoint` does not say where.
                  `kass doctor --profile \(profile.name)` tells the address of the collection.
                """)
        }
        throw ProfileMistake("live OpenSearch")
    }
}
