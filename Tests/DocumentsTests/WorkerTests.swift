import Documents
import Foundation
import Testing

@Suite struct WorkerTests {
    /// The program beside the tests that becomes a worker when it is told to.
    static var program: String {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return URL(filePath: bundle).deletingLastPathComponent().appending(path: "DocumentsCheck").path
    }

    static func worker(_ change: (inout DocumentLimits) -> Void = { _ in }) -> ExtractionWorker {
        var limits = DocumentLimits.standard
        change(&limits)
        return ExtractionWorker(limits: limits, program: program)
    }

    static func shell(_ script: String, wallMs: Int = 60_000) -> ExtractionWorker {
        var limits = DocumentLimits.standard
        limits.wallMsMax = wallMs
        return ExtractionWorker(limits: limits, program: "/bin/sh", arguments: ["-c", script])
    }

    static func refusal(
        _ worker: ExtractionWorker, _ bytes: [UInt8] = Array("text".utf8), name: String = "a.txt"
    ) async -> ExtractionError? {
        do throws(ExtractionError) {
            _ = try await worker.extract(bytes, name: name)
            return nil
        } catch { return error }
    }

    @Test(arguments: ["sales.xlsx", "hand-made.xlsx", "report.pdf"])
    func readsAsTheExtractorDoes(_ name: String) async throws {
        let document = try await Self.worker().extract(Fixture.bytes(name), name: name)
        #expect(try document == Fixture.document(name))
    }

    @Test func passesThePasswordOn() async throws {
        let bytes = try Fixture.bytes("locked-agile.xlsx")
        let document = try await Self.worker().extract(bytes, name: "a.xlsx", password: "open sesame")
        #expect(try document == Fixture.document("sales.xlsx"))
    }

    @Test func everyKindOfBlockArrives() async throws {
        let text =
            "---\ntitle: T\n---\n# H\ntext\n- item\n\n| a | b |\n|---|---|\n| 1 | |\n\n```sh\ncode\n```\n    more\n"
        let document = try await Self.worker().extract(Array(text.utf8), name: "a.md")
        #expect(try document == read(text, as: "a.md"))
    }

    @Test func errorsArriveAsTheyWere() async throws {
        for name in ["bomb-entities.xlsx", "letter.docx", "scanned-no-text.pdf", "locked.pdf"] {
            let bytes = try Fixture.bytes(name)
            let error = try #require(await Self.refusal(Self.worker(), bytes, name: name))
            #expect(throws: error) { try DocumentExtractor().extract(bytes, name: name) }
        }
    }

    @Test func whatNeverEndsIsEnded() async throws {
        let error = try #require(await Self.refusal(Self.shell("sleep 1000 & sleep 1000", wallMs: 100)))
        #expect(error.kind == .tooLarge)
    }

    @Test func whatSaysTooMuchIsEnded() async throws {
        var limits = DocumentLimits.standard
        limits.answerBytesMax = 100_000
        let worker = ExtractionWorker(
            limits: limits, program: "/bin/sh", arguments: ["-c", "while :; do echo text; done"])
        #expect(await Self.refusal(worker)?.kind == .tooLarge)
    }

    @Test(arguments: [
        ("kill -SEGV $$", ExtractionError.Kind.tooLarge), ("exit 3", .unavailable), ("echo {}", .unavailable),
    ])
    func whatStopsByItselfIsReported(_ script: String, _ kind: ExtractionError.Kind) async {
        #expect(await Self.refusal(Self.shell(script))?.kind == kind)
    }

    @Test func aProgramThatIsNotThereIsReported() async {
        let worker = ExtractionWorker(program: "/nowhere/program")
        #expect(await Self.refusal(worker)?.kind == .unavailable)
    }

    @Test func memoryIsBounded() async {
        let worker = Self.worker { $0.addressSpaceBytesMax = 64 << 20 }
        let large = Array(repeating: UInt8(ascii: "x"), count: 40 << 20)
        #expect(await Self.refusal(worker, large)?.kind == .tooLarge)
    }

    @Test func computingIsBounded() async {
        let worker = Self.worker { $0.cpuSecondsMax = 1 }
        // Each bracket looks for its other half in vain.
        let slow = Array(repeating: UInt8(ascii: "["), count: 8 << 20)
        #expect(await Self.refusal(worker, slow, name: "a.md")?.kind == .tooLarge)
    }

    @Test func cancellingEndsTheChild() async {
        let task = Task { await Self.refusal(Self.shell("sleep 1000")) }
        task.cancel()
        #expect(await task.value?.kind == .unavailable)
    }
}
