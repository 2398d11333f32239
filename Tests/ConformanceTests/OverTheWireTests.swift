import AWSCore
import AWSLive
import AWSWire
import LocalCloud
import Testing

/// The second way in and the third: our live client, then boto3, against our wire server on loopback.
@Suite struct OverTheWireTests {
    @Test(arguments: ConformanceService.all) func ourLiveClientGetsTheSameAnswers(
        _ service: ConformanceService
    ) async throws {
        try await serving { address, cloud in
            let origin = Origin(isSecure: false, host: address.host, port: address.port)
            let transport = CurlTransport()
            for wanted in service.cases {
                let client = service.live(LiveConfiguration(account: wanted.account, at: origin), transport)
                let verdict = try await cloud.run(wanted, by: client)
                #expect(verdict.mismatch == nil, "\(wanted.name)")
            }
        }
    }

    @Test(arguments: ConformanceService.all.flatMap { service in service.boto3.map { (service, $0) } })
    func boto3GetsTheSameAnswers(_ service: ConformanceService, _ layer: Boto3.Layer) async throws {
        try await serving { address, cloud in
            let verdicts = try await Boto3.run(service, layer, endpoint: address.url, now: cloud.now)
            #expect(verdicts.count == service.cases.count)
            for verdict in verdicts where verdict.passed == false {
                Issue.record("\(layer.name), \(verdict.name): \(verdict.why ?? "")")
            }
            // All but a few can be asked; more left out would mean that the layer was not tried.
            #expect(verdicts.count { $0.leftOut != nil } <= service.cases.count / 10)
        }
    }

    /// A server over a world of its own, on a port of its own.
    private func serving(_ body: @Sendable (HTTPAddress, TestCloud) async throws -> Void) async throws {
        let cloud = try TestCloud()
        try await cloud.cloud.wireServer(port: 0).serving { try await body($0, cloud) }
    }
}

extension LiveConfiguration {
    /// Of a local AWS, in the account that the access key names. Nothing is tried twice: what is refused is the answer.
    init(account: String, at origin: Origin) {
        self.init(region: "us-east-1", credentials: StaticCredentials(account: account), endpoint: origin)
        openSearch = OpenSearchAccess(EndpointURL(origin), .domain)
        retries = RetryPolicy(attemptsMax: 1)
    }
}
