import AWSCore
import AWSDynamoDB
import AWSLive
import AWSWire
import Foundation
import LocalCloud
import Testing
import World

/// The second way in and the third: our live client, then boto3, against our wire server on loopback.
@Suite struct DynamoDBOverTheWireTests {
    static let cases = DynamoDBInProcessTests.cases

    @Test func ourLiveClientGetsTheSameAnswers() async throws {
        try await serving { address in
            let origin = Origin(isSecure: false, host: address.host, port: address.port)
            let transport = CurlTransport()
            for wanted in Self.cases {
                let runner = CaseRunner(client: LiveClient.dynamoDB(wanted.account, origin, transport))
                let verdict = try await runner.run(wanted)
                #expect(verdict.mismatch == nil, "\(wanted.name)")
            }
        }
    }

    @Test(arguments: ["client", "resource"]) func boto3GetsTheSameAnswers(_ layer: String) async throws {
        try await serving { address in
            let verdicts = try await Boto3.run(layer: layer, endpoint: address.url)
            #expect(verdicts.count == Self.cases.count)
            for verdict in verdicts where verdict.passed == false {
                Issue.record("\(layer), \(verdict.name): \(verdict.why ?? "")")
            }
            // Python's own types hold all but a few of the values; more would mean that the layer was not tried.
            #expect(verdicts.count { $0.leftOut != nil } <= Self.cases.count / 10)
        }
    }

    /// A server over a world of its own, on a port of its own.
    private func serving(_ body: @Sendable (HTTPAddress) async throws -> Void) async throws {
        let world = try World(WorldConfiguration(seed: 7, clock: .virtual(start: WorldConfiguration.virtualStart)))
        try await LocalCloud(world: world).wireServer(port: 0).serving(body)
    }
}

enum LiveClient {
    /// Our live client of a server on loopback, in the account that the access key names.
    static func dynamoDB(_ account: String, _ origin: Origin, _ transport: CurlTransport) -> TypedClient<DynamoDB> {
        let configuration = LiveConfiguration(
            region: "us-east-1", credentials: StaticCredentials(account: account), endpoint: origin)
        return TypedClient(client: DynamoDBProxy(LiveInvoker(DynamoDB.self, configuration, transport: transport)))
    }
}
