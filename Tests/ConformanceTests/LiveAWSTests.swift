import Testing

/// The last way: AWS itself, where the cases come from. See `Cases/README.md` for what it needs.
@Suite(.enabled(if: LiveAWS.isAsked), .serialized) struct LiveAWSTests {
    /// An OpenSearch domain costs money while it stands, and takes minutes to make: its cases are not asked here.
    @Test(arguments: ConformanceService.all.filter { $0.name != "OpenSearch" })
    func awsAnswersAsTheCasesSay(_ service: ConformanceService) async throws {
        let aws = try await LiveAWS()
        for wanted in service.cases {
            let verdict = try await aws.run(wanted, of: service)
            #expect(verdict.mismatch == nil, "\(wanted.name)")
        }
    }
}
