internal import AWSCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Reads documents in a child process, which the kernel and a deadline keep within limits. What a hostile file can do
/// is end that process.
///
/// The child is this very program, started again with a hidden subcommand that calls ``main()``.
public struct ExtractionWorker: Sendable {
    /// The name of the hidden subcommand.
    public static let subcommand = "extract-worker"

    public let limits: DocumentLimits
    private let program: String
    private let arguments: [String]

    /// - Parameters:
    ///   - program: the path of a program that calls ``main()`` when it is given `arguments`; nil for the running one.
    public init(
        limits: DocumentLimits = .standard, program: String? = nil, arguments: [String] = [subcommand]
    ) {
        self.limits = limits
        self.program = program ?? Self.runningProgram
        self.arguments = arguments
    }

    /// Reads a document; the calling task waits without holding a thread of Swift's pool.
    ///
    /// Cancelling the task ends the child process.
    public func extract(
        _ bytes: [UInt8], name: String, password: String? = nil
    ) async throws(ExtractionError) -> ExtractedDocument {
        let stop = ChildStop()
        let result: Result<ExtractedDocument, ExtractionError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isStarted = Thread.start {
                    continuation.resume(returning: extractBlocking(bytes, name, password, stop))
                }
                if !isStarted { continuation.resume(returning: .failure(.systemRefuses("another thread"))) }
            }
        } onCancel: {
            stop.press()
        }
        return try result.get()
    }

    private func extractBlocking(
        _ bytes: [UInt8], _ name: String, _ password: String?, _ stop: ChildStop
    ) -> Result<ExtractedDocument, ExtractionError> {
        Result { () throws(ExtractionError) in
            guard bytes.count <= limits.documentBytesMax else {
                throw .tooLarge("The file is larger than \(limits.documentBytesMax >> 20) MB.")
            }
            let child = ChildProcess(
                program: program, arguments: arguments, wallMsMax: limits.wallMsMax,
                outputBytesMax: limits.answerBytesMax)
            let request = WorkerRequest(name: name, password: password, limits: limits, bytes: bytes)
            let answer = try child.run(input: request.framed, stop: stop)
            guard answer.ending == .exited(0) else { throw failure(answer) }
            return try WorkerAnswer.read(answer.output)
        }
    }

    private func failure(_ answer: ChildProcess.Answer) -> ExtractionError {
        switch answer.ending {
        case .timedOut: .tooLarge("Reading the document took longer than \(limits.wallMsMax / 1000) seconds.")
        case .signalled(SIGXCPU), .signalled(SIGKILL):
            .tooLarge(
                "Reading the document needs more than the \(limits.cpuSecondsMax) seconds of computing it may have.")
        case .saidTooMuch: .tooLarge("The document holds more text than \(limits.answerBytesMax >> 20) MB.")
        case .stopped: ExtractionError(.unavailable, "Reading the document was cancelled.", advice: "Start it again.")
        case .signalled(let signal):
            .tooLarge("Reading the document needs more memory than it may have (signal \(signal)).")
        case .exited(let code):
            ExtractionError(
                .unavailable, "The reader of documents ended with \(code): \(answer.errors.collapsed)",
                advice: "Check that the program is whole and its libraries are installed.")
        }
    }

    private static var runningProgram: String {
        #if canImport(Darwin)
            var path = [CChar](repeating: 0, count: Int(PATH_MAX))
            var size = UInt32(path.count)
            guard _NSGetExecutablePath(&path, &size) == 0 else { return CommandLine.arguments[0] }
            return String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        #else
            var path = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlink("/proc/self/exe", &path, path.count)
            guard count > 0 else { return CommandLine.arguments[0] }
            return String(decoding: path.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        #endif
    }
}

extension ExtractionWorker {
    /// The child's side: takes a request from standard input, lowers its own limits, reads, answers, exits.
    public static func main() -> Never {
        let requestBytesMax = 4 << 30
        guard let input = Descriptor.readAll(0, bytesMax: requestBytesMax),
            let request = WorkerRequest(framed: input)
        else {
            _ = Descriptor.write(Array("no request on standard input\n".utf8), to: 2)
            exit(64)
        }
        ResourceLimits.apply(request.limits)
        let answer: [UInt8]
        do throws(ExtractionError) {
            let extractor = DocumentExtractor(limits: request.limits)
            answer = WorkerAnswer.bytes(
                try extractor.extract(request.bytes, name: request.name, password: request.password))
        } catch {
            answer = WorkerAnswer.bytes(error)
        }
        exit(Descriptor.write(answer, to: 1) ? 0 : 74)
    }
}
