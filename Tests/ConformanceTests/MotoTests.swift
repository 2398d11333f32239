import AWSCore
import AWSDynamoDB
import AWSLive
import Foundation
import Testing
import Yams

/// The same cases, by our live client, against moto's server: where two emulators differ, somebody is wrong.
@Suite struct MotoTests {
    @Test func everyDifferenceHasAView() async throws {
        let views = try Self.views()
        let moto = try await MotoServer.start()
        let differing = try await differences(from: moto, views)
        await moto.stop()
        print("moto: \(differing.count) of \(DynamoDBInProcessTests.cases.count) cases differ")
        let surplus = Set(views.keys).subtracting(differing).subtracting(["*"])
        #expect(surplus.isEmpty, "views on differences that are none")
        #expect(differing.count < DynamoDBInProcessTests.cases.count, "moto's server did not answer at all")
    }

    /// Prints each case that moto answers otherwise, and returns their names.
    private func differences(from moto: MotoServer, _ views: [String: String]) async throws -> [String] {
        let transport = CurlTransport()
        var differing: [String] = []
        for wanted in DynamoDBInProcessTests.cases {
            try await moto.reset(transport)
            let client = LiveClient.dynamoDB(wanted.account, moto.origin, transport)
            guard let mismatch = try await CaseRunner(client: client).run(wanted).mismatch else { continue }
            differing.append(wanted.name)
            let view = views[wanted.name] ?? views["*"]
            print("moto differs: \(wanted.name)\n    moto: \(mismatch.prefix(300))\n    view: \(view ?? "none")")
        }
        return differing
    }

    /// Our view of each difference, by case; `*` is the view of all that have none of their own.
    private static func views() throws -> [String: String] {
        let file = Python.root.appending(path: "Tests/ConformanceTests/Cases/moto-views.yaml")
        guard let node = try Yams.compose(yaml: String(contentsOf: file, encoding: .utf8)) else { return [:] }
        let document = try Document(node)
        return Dictionary(
            uniqueKeysWithValues: (document.object?.entries ?? []).map { ($0.name, $0.value.string ?? "") })
    }
}

/// moto's server in a process of its own.
private struct MotoServer {
    let process: ChildProcess
    let origin: Origin

    /// Starts it on a free port and returns when it answers.
    static func start() async throws -> MotoServer {
        let process = Process()
        process.executableURL = try Python.executable("moto_server")
        process.arguments = ["-H", "127.0.0.1", "-p", "0"]
        process.environment = ["PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"]
        let log = Pipe()
        process.standardError = log
        process.standardOutput = log
        let child = try ChildProcess(process)
        var text = ""
        while let line = await log.fileHandleForReading.chunk() {
            text += line
            if let match = text.firstMatch(of: /Running on http:\/\/127\.0\.0\.1:([0-9]+)/), let port = Int(match.1) {
                Thread.detachNewThread { while !log.fileHandleForReading.availableData.isEmpty {} }
                return MotoServer(process: child, origin: Origin(isSecure: false, host: "127.0.0.1", port: port))
            }
        }
        throw SuiteError("moto_server ended before it listened: \(text)")
    }

    func stop() async {
        process.kill()
        _ = await process.status()
    }

    /// Empties it, so that each case begins as it does with us.
    func reset(_ transport: CurlTransport) async throws {
        let request = HTTPRequest(method: "POST", path: "/moto-api/reset")
        let response = try await transport.send(
            request, to: origin, body: .collected(bytesMax: 1 << 16), timeouts: Timeouts())
        guard response.status == 200 else { throw SuiteError("moto's reset answered \(response.status)") }
    }
}
