#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Runs poppler's `pdftotext` on a PDF. It is a program of its own, so that a hostile file can only end that program.
struct PDFText {
    static let program = "pdftotext"
    /// Of its answer a byte of text: each word comes with the four sides of its box.
    private static let answerBytesPerTextByte = 12

    let limits: DocumentLimits

    /// The pages as XHTML with a box around each block, line and word.
    func layout(of bytes: [UInt8], password: String?) throws(ExtractionError) -> [UInt8] {
        // The shell sets limits that `posix_spawn` cannot, then becomes the program. Where a limit is unknown it is left.
        let (seconds, kilobytes) = (limits.cpuSecondsMax, limits.addressSpaceBytesMax >> 10)
        let script =
            "(ulimit -t \(seconds)) && ulimit -t \(seconds); (ulimit -v \(kilobytes)) && ulimit -v \(kilobytes); exec \"$@\""
        var arguments = ["-c", script, "sh", Self.program, "-bbox-layout", "-enc", "UTF-8"]
        arguments += ["-l", String(limits.pagesMax + 1)]
        // Poppler takes passwords on its command line alone. A limit of 32 characters or 127 is the format's own.
        if let password { arguments += ["-upw", password, "-opw", password] }
        arguments += ["/dev/stdin", "-"]
        let child = ChildProcess(
            program: "/bin/sh", arguments: arguments, wallMsMax: limits.wallMsMax,
            outputBytesMax: limits.textBytesMax * Self.answerBytesPerTextByte)
        let answer = try child.run(input: bytes)
        guard answer.ending == .exited(0) else { throw failure(answer, hasPassword: password != nil) }
        return answer.output
    }

    private func failure(_ answer: ChildProcess.Answer, hasPassword: Bool) -> ExtractionError {
        if answer.errors.contains("Incorrect password") { return .needsPassword(isWrong: hasPassword) }
        switch answer.ending {
        // What its maker lets nobody copy; poppler as Debian builds it does not insist.
        case .exited(3): return .needsPassword(isWrong: false)
        case .exited(127), .exited(126):
            return ExtractionError(
                .unavailable, "The program pdftotext is missing, which reads PDF.",
                advice: "Install poppler-utils (Debian) or poppler (Homebrew).")
        case .timedOut, .signalled(SIGXCPU), .signalled(SIGKILL):
            return .tooLarge("Reading the PDF took longer than it may.")
        case .saidTooMuch: return .tooLarge("The PDF holds more than \(limits.textBytesMax >> 20) MB of text.")
        case .stopped:
            return ExtractionError(.unavailable, "Reading the PDF was cancelled.", advice: "Start it again.")
        case .exited, .signalled: return .malformed("The PDF is damaged, or holds nothing.")
        }
    }
}
