import AWSBedrockRuntime
import AWSDynamoDB
import AWSLive
import AWSOpenSearch
import AWSS3
import LocalCloud
import Profiles

/// Clients of AWS, where and as whom a profile says.
struct LiveServices: Sendable {
    let profile: Profile
    let clients: LiveClients
    let transport: CurlTransport

    var configuration: LiveConfiguration { clients.configuration }

    /// - Throws: `AWSLive.ConfigurationError` for what AWS's own files and variables say.
    init(_ profile: Profile, machine: Machine = .system) throws {
        self.profile = profile
        transport = CurlTransport(environment: machine.variables())
        var configuration = try LiveConfiguration.load(
            profile: profile["credentials"], region: profile.region, machine: machine, transport: transport)
        configuration.endpoints.apply(profile)
        configuration.openSearch = OpenSearchAccess(
            profile["opensearch.endpoint"].flatMap(EndpointURL.init), profile.authentication)
        clients = LiveClients(configuration, transport: transport)
    }

    /// What the chatbot calls outside its world.
    func outside() throws -> OutsideServices {
        OutsideServices(
            bedrock: profile.isLive(.bedrock) ? clients.bedrockRuntime : nil,
            dynamoDB: profile.isLive(.dynamodb) ? clients.dynamoDB : nil,
            openSearch: profile.isLive(.opensearch) ? try openSearch() : nil,
            s3: profile.isLive(.s3) ? LiveInvoker(S3.self, configuration, transport: transport) : nil)
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
        return clients.openSearch
    }
}

extension EndpointSettings {
    /// What a profile of kass says weighs more than AWS's own variables and files.
    fileprivate mutating func apply(_ profile: Profile) {
        if let everywhere = profile["endpoints.default"].flatMap(EndpointURL.init) {
            self.everywhere = everywhere
            services = [:]
        }
        for (service, url) in profile.endpoints { services[service] = EndpointURL(url) }
    }
}

extension Profile {
    fileprivate var authentication: OpenSearchAccess.Authentication {
        switch self["opensearch.auth"] {
        case "es": .domain
        case "basic": .basic(user: self["opensearch.username"] ?? "", password: self["opensearch.password"] ?? "")
        case "none": .none
        default: .serverless
        }
    }
}
