import AWSWire
import ArgumentParser
import Dispatch
import Profiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What people read while kass runs: plain lines, with colour only on a terminal that has not asked for none.
package struct Console: Sendable {
    let isTerminal: Bool
    private let isColoured: Bool

    init() {
        isTerminal = isatty(1) == 1
        isColoured = isTerminal && getenv("NO_COLOR") == nil
    }

    func line(_ text: String) { Self.write(text + "\n", to: 1) }

    func write(_ text: String) { Self.write(text, to: 1) }

    /// A line that someone types, or that another program sends; nil at the end of the input.
    func ask(_ prompt: String) async -> String? {
        if isatty(0) == 1 { write(bold(prompt)) }
        return await withCheckedContinuation { continuation in
            // Reading blocks, so it is not done on Swift's pool.
            DispatchQueue.global().async { continuation.resume(returning: readLine()) }
        }
    }

    func ready(_ page: HTTPAddress, _ profile: Profile, after elapsed: Duration) {
        let milliseconds = Int((elapsed / .milliseconds(1)).rounded())
        line("\(bold("The chatbot is at \(page.url)")), ready in \(milliseconds) ms")
        let live = profile.liveServices.map(\.rawValue)
        guard !live.isEmpty else { return }
        line(
            "\(yellow("Live")), by the profile `\(profile.name)` in \(profile.region): \(live.joined(separator: ", "))")
    }

    /// Where the emulated AWS is.
    func emulated(aws: HTTPAddress, openSearch: HTTPAddress, hasTLS: Bool, keptIn directory: String?) {
        line("AWS is at \(aws.url)")
        line("OpenSearch is at \(openSearch.url)")
        if hasTLS { line("All of them answer https as well.") }
        line(directory.map { "Data is kept in \($0)." } ?? "Data is kept in memory; --data DIR keeps it on disk.")
    }

    /// Ends the command with an explanation and exit code 1.
    func fail(_ explanation: String) throws -> Never {
        Self.write("kass: \(explanation)\n", to: 2)
        throw ExitCode.failure
    }

    /// Text of documents, models and servers, without what a terminal would take as a command.
    static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isCommand) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isCommand($0) }))
    }

    /// C0 and C1 control characters, but for line ends and tabs.
    private static func isCommand(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") || (0x7F...0x9F).contains(scalar.value)
    }

    func bold(_ text: String) -> String { styled(text, "1") }
    func dim(_ text: String) -> String { styled(text, "2") }
    func red(_ text: String) -> String { styled(text, "31") }
    func green(_ text: String) -> String { styled(text, "32") }
    func yellow(_ text: String) -> String { styled(text, "33") }

    private func styled(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

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
