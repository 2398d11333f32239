import AWSBedrockRuntime
import AWSCore
import Chatbot
import Functions
import Testing

@Suite struct StreamingTests {
    /// Collects what a function writes.
    final class Recorder: ResponseWriter {
        private let bytes = Lock<[UInt8]>([])

        func write(_ some: [UInt8]) async throws { bytes.withLock { $0 += some } }
        var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
        var events: [Document] { text.split(separator: "\n").compactMap { try? Document(json: String($0)) } }
        func texts() -> String { events.filter { $0["type"] == "delta" }.compactMap { $0["text"]?.string }.joined() }
        var types: [String] {
            events.compactMap { $0["type"]?.string }.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
        }
    }

    private func stream(_ installation: Installation, _ event: Document, _ id: String = "request-1") async throws
        -> Recorder
    {
        let recorder = Recorder()
        try await installation.functions.orchestrator.handle(event, installation.context(id), into: recorder)
        return recorder
    }

    @Test func textComesInPiecesAndSourcesWhenTheyAreCited() async throws {
        let installation = try await ChatTests.library()
        let recorder = try await stream(installation, ["message": "Annual leave days?"])
        #expect(recorder.types == ["start", "delta", "source", "done"])
        #expect(recorder.texts() == "Annual leave is thirty days. [1]")
        #expect(recorder.events.count { $0["type"] == "delta" } > 3)
        let done = try #require(recorder.events.last)
        #expect(done["answer"] == "Annual leave is thirty days. [1]")
        #expect(done["conversation_id"] == recorder.events.first?["conversation_id"])
        let source = try #require(recorder.events.first { $0["type"] == "source" })
        #expect(source["id"] == done["sources"]?[0]?["id"])
        let saved = installation.request("GET", "/conversation/\(done["conversation_id"]?.string ?? "")")
        #expect(try await installation.send(saved).body["message_count"] == 2)
    }

    /// Pieces of a few characters cut citations apart, and what nobody found must not be seen even for a moment.
    @Test func citationsAreNumberedAnewWhileTheyCome() async throws {
        let installation = try await ChatTests.library()
        installation.models.script { .text("Vouchers [\($0.passages.count)], [note] and leave [1][99]. A [ end [1") }
        let recorder = try await stream(installation, ["message": "Annual leave and vouchers?"])
        #expect(recorder.texts() == "Vouchers [1], [note] and leave [2]. A [ end [1")
        #expect(recorder.events.last?["answer"]?.string == recorder.texts())
        let sources = recorder.events.filter { $0["type"] == "source" }
        #expect(sources.compactMap { $0["number"]?.int } == [1, 2])
        #expect(sources.map { $0["id"] } == recorder.events.last?["sources"]?.list?.map { $0["id"] })
    }

    @Test func aCachedAnswerIsStreamedToo() async throws {
        let installation = try await ChatTests.library()
        _ = try await installation.chat("Annual leave days?")
        let recorder = try await stream(installation, ["message": "Annual leave days?"], "request-2")
        #expect(recorder.types == ["start", "delta", "source", "done"])
        #expect(recorder.events.last?["cached"] == true)
    }

    @Test func aSearchThatTheModelAsksForIsTold() async throws {
        let installation = try await ChatTests.library()
        installation.models.script { request in
            (request.messages ?? []).count == 3 ? .search("vouchers") : FakeReply.reading(request)
        }
        let recorder = try await stream(installation, ["message": "Annual leave days?"])
        #expect(recorder.types == ["start", "tool", "delta", "source", "done"])
        let tool = try #require(recorder.events.first { $0["type"] == "tool" })
        #expect(tool["input"] == ["query": "vouchers"])
    }

    @Test func serverSentEventsForThoseWhoAcceptThem() async throws {
        let installation = try await ChatTests.library()
        guard case .object(var event) = installation.request("POST", "/chat", ["message": "Hello"]) else { return }
        event["headers"] = ["Accept": "text/event-stream"]
        let recorder = try await stream(installation, .object(event))
        let frames = recorder.text.components(separatedBy: "\n\n").filter { !$0.isEmpty }
        #expect(frames.first?.hasPrefix("event: start\ndata: {\"type\":\"start\"") == true)
        #expect(frames.last?.hasPrefix("event: done\ndata: ") == true)
    }

    @Test func anErrorIsTheLastEvent() async throws {
        let installation = try await ChatTests.library()
        let recorder = try await stream(installation, ["message": ""])
        #expect(
            recorder.events == [
                ["type": "error", "error": "ValidationError", "message": "message must be a text that is not empty."]
            ])
    }

    @Test func aStreamThatBreaksIsNotBegunAgainBeforeTheReadersEyes() async throws {
        let installation = try await ChatTests.library()
        installation.models.change {
            $0.streamFailure = BedrockRuntimeError(.throttlingException, "Too many requests", status: 429)
        }
        let recorder = try await stream(installation, ["message": "Annual leave days?"])
        #expect(recorder.types == ["start", "delta", "error"])
        #expect(recorder.events.last?["error"] == "TooManyRequests")
        #expect(installation.models.requests.count == 1)
    }

    @Test func aStreamThatIsRefusedIsAskedForAgain() async throws {
        let installation = try await ChatTests.library()
        let refused = BedrockRuntimeError(.throttlingException, "Too many requests", status: 429)
        installation.models.change { $0.failures = [refused, refused] }
        let recorder = try await stream(installation, ["message": "Hello"])
        #expect(recorder.types == ["start", "delta", "done"])
    }

    @Test func otherRoutesAreWrittenWhole() async throws {
        let installation = try await Installation()
        let recorder = try await stream(installation, installation.request("GET", "/documents"))
        #expect(recorder.text == #"{"documents":[]}"#)
    }
}

extension String {
    fileprivate func components(separatedBy separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
