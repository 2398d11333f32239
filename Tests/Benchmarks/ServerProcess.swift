import Foundation

/// A server in a process of its own, which says where it listens.
final class ServerProcess {
    let process = Process()
    let port: UInt16
    private let output = Pipe()

    /// Returns once the server has printed an address on loopback.
    /// - Parameter mark: what stands before the address that is meant, where several are printed.
    /// - Parameter environment: beside the path.
    init(
        _ executable: URL, _ arguments: [String], environment: [String: String] = [:], after mark: String = ""
    ) throws {
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"].merging(environment) { $1 }
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
            found = rest.firstMatch(of: /http:\/\/(?:127\.0\.0\.1|0\.0\.0\.0):([0-9]+)[^0-9]/).flatMap { UInt16($0.1) }
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

    /// A port that nothing listens on at the moment, for servers that take no 0.
    static func freePort() throws -> UInt16 {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 ? getsockname(listener, $0, &length) : -1
            }
        }
        guard status == 0 else { throw ServerProcessError(description: "there is no free port") }
        return UInt16(bigEndian: address.sin_port)
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
