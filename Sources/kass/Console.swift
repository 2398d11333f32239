import AWSWire
import ArgumentParser
import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What people read while kass runs: plain lines, with colour only on a terminal that has not asked for none.
struct Console: Sendable {
    private let isColoured: Bool

    init() {
        isColoured = isatty(1) == 1 && getenv("NO_COLOR") == nil
    }

    func line(_ text: String) { Self.write(text + "\n", to: 1) }

    func ready(_ address: HTTPAddress, keptIn directory: String?, after elapsed: Duration) {
        let milliseconds = Int((elapsed / .milliseconds(1)).rounded())
        line("\(bold("AWS is at \(address.url)")), ready in \(milliseconds) ms")
        line(directory.map { "Data is kept in \($0)." } ?? "Data is kept in memory; --data DIR keeps it on disk.")
        line("Try: aws dynamodb list-tables --endpoint-url \(address.url)")
    }

    /// Ends the command with an explanation and exit code 1.
    func fail(_ explanation: String) throws -> Never {
        Self.write("kass: \(explanation)\n", to: 2)
        throw ExitCode.failure
    }

    private func bold(_ text: String) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Self.put(descriptor, $0) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    private static func put(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
