import Foundation

/// A server in a process of its own, which says where it listens.
final class ServerProcess {
    let process = Process()
    let port: UInt16
    private let output = Pipe()

    /// Returns once the server has printed an address on loopback.
    /// - Parameter mark: what stands before the address that is meant, where several are printed.
    init(_ executable: URL, _ arguments: [String], after mark: String = "") throws {
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"]
        process.standardOutput = output
        process.standardError = output
        try process.run()
        var text = ""
        var found: UInt16?
        while found == nil {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw ServerProcessError(description: "\(executable.path) ended: \(text)") }
            text += String(decoding: data, as: UTF8.self)
            let rest = mark.isEmpty ? text[...] : text.firstRange(of: mark).map { text[$0.upperBound...] } ?? ""
            found = rest.firstMatch(of: /http:\/\/127\.0\.0\.1:([0-9]+)[^0-9]/).flatMap { UInt16($0.1) }
        }
        port = found ?? 0
        let handle = output.fileHandleForReading
        Thread.detachNewThread { while !handle.availableData.isEmpty {} }
    }

    /// `kass up` on ports that are free.
    /// - Parameter mark: which of its two addresses is meant.
    static func kass(after mark: String = "AWS is at ", _ arguments: [String] = []) throws -> ServerProcess {
        let ports = ["--port", "0", "--aws-port", "0", "--opensearch-port", "0"]
        return try ServerProcess(sibling("kass"), ["up"] + ports + arguments, after: mark)
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
    }

    var cpuTime: Duration { get throws { try ProcessFigures.cpuTime(of: process.processIdentifier) } }

    /// Beside this executable, where the build put it.
    static func sibling(_ name: String) -> URL {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name)
    }
}

struct ServerProcessError: Error, CustomStringConvertible {
    let description: String
}
