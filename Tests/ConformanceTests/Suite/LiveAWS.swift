import AWSCore
import AWSLive
import AWSSTS
import Foundation

/// AWS itself, in the account and the region that AWS's own tools would use. What cases make there begins with
/// `kass-conformance` and is removed after each.
struct LiveAWS: Sendable {
    private let configuration: LiveConfiguration
    private let transport = CurlTransport()
    private let account: String
    private let prefix: String

    /// `KASS_LIVE=1`: it makes resources and costs money.
    static var isAsked: Bool { ProcessInfo.processInfo.environment["KASS_LIVE"] == "1" }

    /// - Throws: when no region or credentials can be found, or nobody answers.
    init() async throws {
        configuration = try LiveConfiguration.load(transport: transport)
        let sts = LiveClients(configuration, transport: transport).sts
        guard let account = try await sts.getCallerIdentity(.init()).account else {
            throw SuiteError("GetCallerIdentity names no account")
        }
        self.account = account
        prefix = "kass-conformance-\(String(Self.now, radix: 36))"
    }

    private static var now: Int64 { Int64(Date().timeIntervalSince1970) }

    func run(_ wanted: ConformanceCase, of service: ConformanceService) async throws -> CaseRunner.Verdict {
        let client = PrefixedTables(client: service.live(configuration, transport), prefix: "\(prefix)-")
        let runner = CaseRunner(client: client) { try? await Task.sleep(for: .seconds($0)) }
        let names = wanted.names(
            account: account, prefix: prefix, region: configuration.region, now: Self.now)
        let verdict = try await runner.run(wanted, names, waitsMax: Self.waitSecondsMax)
        try await Undoing(client: client, steps: service.suite().undoing).undo(verdict.transcript)
        return verdict
    }

    /// A case that wants more time to pass is left out.
    private static let waitSecondsMax = 120
}

/// Gives tables names that are nobody else's: DynamoDB's cases use short ones, since every case has an account.
struct PrefixedTables: ConformanceClient {
    let client: any ConformanceClient
    let prefix: String

    func call(_ operation: String, _ input: Document) async throws -> Answer {
        switch try await client.call(operation, prefixed(input)) {
        case .output(let document): .output(plain(document))
        case .failure(let code, let message): .failure(code: code, message: message?.replacing(prefix, with: ""))
        }
    }

    private func prefixed(_ input: Document, isName: Bool = false) -> Document {
        switch input {
        case .string(let text): .string(isName ? prefix + text : text.replacing(":table/", with: ":table/" + prefix))
        case .list(let elements): .list(elements.map { prefixed($0) })
        case .object(let object):
            .object(
                Document.Object(
                    object.entries.map { entry in
                        guard entry.name == "RequestItems", let tables = entry.value.object?.entries else {
                            return .init(entry.name, prefixed(entry.value, isName: entry.name.hasSuffix("TableName")))
                        }
                        return .init(
                            entry.name,
                            .object(Document.Object(tables.map { .init(prefix + $0.name, $0.value) })))
                    }))
        default: input
        }
    }

    private func plain(_ output: Document) -> Document {
        switch output {
        case .string(let text): .string(text.replacing(prefix, with: ""))
        case .list(let elements): .list(elements.map(plain))
        case .object(let object):
            .object(
                Document.Object(
                    object.entries.map { .init($0.name.replacing(prefix, with: ""), plain($0.value)) }))
        default: output
        }
    }
}
