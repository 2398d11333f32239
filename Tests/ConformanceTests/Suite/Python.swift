import Foundation
import Testing

/// The Python environment that `.make/install.sh --python` makes, with the clients and peers that the tests use.
enum Python {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func executable(_ name: String) throws -> URL {
        let file = root.appending(path: ".venv/bin/\(name)")
        guard FileManager.default.isExecutableFile(atPath: file.path) else {
            throw SuiteError("\(name) is not in .venv: run .make/install.sh --python, or 'make test', which does")
        }
        return file
    }
}

/// What boto3 made of one case.
struct Boto3Verdict: Decodable {
    let name: String
    let passed: Bool?
    let why: String?
    let leftOut: String?

    enum CodingKeys: String, CodingKey {
        case name = "case"
        case passed, why
        case leftOut = "left_out"
    }
}

enum Boto3 {
    /// One of boto3's ways to ask a service.
    struct Layer: Sendable, ExpressibleByStringLiteral, CustomTestStringConvertible {
        let name: String
        /// boto3's name of it.
        let service: String

        init(name: String, service: String) {
            self.name = name
            self.service = service
        }

        /// The client of the service.
        init(stringLiteral service: String) {
            self.init(name: "client", service: service)
        }

        var testDescription: String { "boto3 \(service) \(name)" }
    }

    /// Runs all cases of a service through one layer of boto3; see `Boto3/run_cases.py`.
    /// - Parameter now: seconds since 1970 by the server's clock.
    static func run(
        _ service: ConformanceService, _ layer: Layer, endpoint: String, now: Int64
    ) async throws -> [Boto3Verdict] {
        let process = Process()
        process.executableURL = try Python.executable("python")
        let tests = Python.root.appending(path: "Tests/ConformanceTests")
        process.arguments = [
            tests.appending(path: "Boto3/run_cases.py").path, "--endpoint", endpoint, "--layer", layer.name,
            "--service", layer.service, "--cases", ConformanceSuite.folder.appending(path: service.name).path,
            "--now", String(now),
        ]
        process.environment = ["PATH": "/usr/bin:/bin", "AWS_EC2_METADATA_DISABLED": "true"]
        let output = Pipe()
        process.standardOutput = output
        let lines = try await Self.output(of: process, output)
        return try lines.map { try JSONDecoder().decode(Boto3Verdict.self, from: Data($0.utf8)) }
    }

    private static func output(of process: Process, _ pipe: Pipe) async throws -> [String] {
        let child = try ChildProcess(process)
        let text = await pipe.fileHandleForReading.text()
        guard await child.status() == 0 else { throw SuiteError("run_cases.py failed; its words are above") }
        return text.split(separator: "\n").map(String.init)
    }
}
