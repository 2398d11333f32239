import AWSCore
import AWSOpenSearch
import AWSS3
import Chatbot
import Functions
import Testing
import World

@Suite struct DocumentProcessorTests {
    private let key = "documents/raw/a.md"

    private func statuses(_ installation: Installation) async throws -> [Document] {
        try await installation.send(installation.request("GET", "/documents")).body["documents"]?.list ?? []
    }

    private func texts(_ installation: Installation) -> [String] {
        installation.index.visible.compactMap { $0["text"]?.string }.sorted()
    }

    @Test func aNewDocumentIsIndexedWithItsProvenance() async throws {
        let installation = try await Installation()
        installation.upload(key, "# Title\n\nFirst.\n\nSecond.")
        let result = try await installation.process(installation.event("Object Created", key, sequencer: "0A"))
        #expect(result["status"]?.string == "indexed" && result["chunks"]?.int == 2)
        #expect(texts(installation) == ["First.", "Second."])
        let chunk = try #require(installation.index.visible.first { $0["text"] == "Second." })
        let id = try #require(result["doc_id"]?.string)
        #expect(chunk["embedding"]?.list?.count == FakeModels.dimensions)
        #expect(chunk["metadata"]?["doc_id"]?.string == id)
        #expect(chunk["metadata"]?["chunk_id"]?.string == "\(id)-00002")
        #expect(chunk["metadata"]?["source"]?.string == key)
        #expect(chunk["metadata"]?["page"]?.int == 2)
        #expect(chunk["metadata"]?["timestamp"]?.string == installation.world.clock.now.text(.dateTime))
        #expect(installation.models.embedded.contains("Title\n\nSecond."))
        let status = try #require(try await statuses(installation).first)
        #expect(status["state"] == "indexed" && status["chunks"] == 2 && status["source"]?.string == key)
    }

    @Test func theSameEventTwiceIndexesOnce() async throws {
        let installation = try await Installation()
        installation.upload(key, "One.")
        let event = installation.event("Object Created", key, sequencer: "0A")
        try await installation.process(event)
        let again = try await installation.process(event, "request-2")
        #expect(again["status"]?.string == "unchanged")
        #expect(installation.bucket.reads == 1 && texts(installation) == ["One."])
    }

    @Test func aReplacedDocumentShowsItsNewTextAlone() async throws {
        let installation = try await Installation()
        try await installation.learn(key, "Old one.\n\nOld two.\n\nOld three.")
        try await installation.learn(key, "New one.", sequencer: "0B")
        #expect(texts(installation) == ["New one."])
        #expect(try await statuses(installation).first?["chunks"] == 1)
    }

    @Test func whileWritesShowLateReadersAlwaysFindSomething() async throws {
        let installation = try await Installation()
        try await installation.learn(key, "Old one.\n\nOld two.")
        installation.index.change { $0.delay = .seconds(30) }
        installation.upload(key, "New one.\n\nNew two.")
        let event = installation.event("Object Created", key, sequencer: "0B")
        let seen = CallLog()
        let base = installation.context()
        let context = FunctionContext(
            requestID: "r", functionName: "f", invokedFunctionARN: base.invokedFunctionARN, logGroupName: "g",
            logStreamName: "s", deadline: base.deadline, clock: { installation.world.clock.now },
            pause: { duration in
                seen.add("", "\(installation.index.visible.count)", .null)
                await installation.world.advance(by: duration)
            }, log: { _ in })
        _ = try await installation.functions.documentProcessor.handle(event, context)
        #expect(seen.all.count >= 6 && seen.all.allSatisfy { $0.operation != "0" })
        #expect(installation.index.visible.count >= 2)
        await installation.world.advance(by: .seconds(60))
        #expect(texts(installation) == ["New one.", "New two."])
    }

    @Test func betweenTwoGenerationsSearchGivesTheLatestOfEachChunk() async throws {
        let installation = try await Installation { $0.limits.visibilitySecondsMax = 0 }
        try await installation.learn(key, "Leave old.")
        installation.index.change { $0.delay = .seconds(300) }
        try await installation.learn(key, "Leave new.", sequencer: "0B")
        await installation.world.advance(by: .seconds(400))
        #expect(texts(installation) == ["Leave new.", "Leave old."])
        let answer = try await installation.search(["query": "leave"])
        #expect(answer["results"]?.list?.compactMap { $0["text"]?.string } == ["Leave new."])
        try await installation.process(["source": "aws.events", "detail-type": "Scheduled Event"], "daily")
        await installation.world.advance(by: .seconds(400))
        #expect(texts(installation) == ["Leave new."])
    }

    @Test func aDeletedDocumentIsGone() async throws {
        let installation = try await Installation()
        try await installation.learn(key, "One.\n\nTwo.")
        installation.bucket.change { $0.objects = [:] }
        let result = try await installation.process(installation.event("Object Deleted", key, sequencer: "0B"))
        #expect(result["status"]?.string == "deleted")
        #expect(texts(installation).isEmpty)
        #expect(try await statuses(installation).isEmpty)
    }

    @Test func deletingAnOldVersionLeavesTheDocument() async throws {
        let installation = try await Installation()
        try await installation.learn(key, "One.")
        let result = try await installation.process(installation.event("Object Deleted", key, sequencer: "0B"))
        #expect(result["status"]?.string == "unchanged" && texts(installation) == ["One."])
    }

    @Test func anEventThatComesLateIsPassedOver() async throws {
        let installation = try await Installation()
        try await installation.learn(key, "One.", sequencer: "0A")
        installation.bucket.change { $0.objects = [:] }
        try await installation.process(installation.event("Object Deleted", key, sequencer: "0C"))
        installation.upload(key, "Late.")
        let result = try await installation.process(installation.event("Object Created", key, sequencer: "0B"))
        #expect(result["status"]?.string == "superseded" && texts(installation).isEmpty)
    }

    @Test(arguments: [
        ("documents/pdf/a.pdf", "%PDF-1.7 locked", "DocumentEncrypted", "The PDF is protected by a password."),
        ("documents/raw/a.md", "", "DocumentWithoutText", "The document holds no text."),
        (
            "documents/raw/a.md", String(repeating: "a", count: 1_048_577), "DocumentTooLarge",
            "The document is larger than 1 MB."
        ),
    ])
    func whatCannotBeIndexedFailsInWordsAndIsNotReadAgain(
        _ key: String, _ text: String, _ type: String, _ message: String
    ) async throws {
        let installation = try await Installation { $0.limits.documentBytesMax = 1_048_576 }
        installation.upload(key, text)
        let event = installation.event("Object Created", key, sequencer: "0A")
        for attempt in 1...3 {
            await #expect(throws: FunctionFailure(type, message), "attempt \(attempt)") {
                try await installation.process(event)
            }
        }
        #expect(installation.bucket.reads <= 1)
        let status = try #require(try await statuses(installation).first)
        #expect(status["state"] == "failed" && status["reason"]?.string == message)
    }

    @Test func aCorruptReplacementLeavesTheDocumentThatWas() async throws {
        let installation = try await Installation()
        try await installation.learn(key, "Good.")
        installation.upload(key, "%PDF")
        let event = installation.event("Object Created", key, sequencer: "0B")
        await #expect(throws: FunctionFailure.self) { try await installation.process(event) }
        #expect(texts(installation) == ["Good."])
    }

    @Test func anArchivedDocumentFailsInWordsAndMayBeReadLater() async throws {
        let installation = try await Installation()
        installation.upload(key, "One.")
        installation.bucket.change {
            $0.failures = [S3Error(.invalidObjectState, "The operation is not valid", status: 403)]
        }
        let event = installation.event("Object Created", key, sequencer: "0A")
        await #expect(
            throws: FunctionFailure(
                "DocumentArchived", "The document is archived in Glacier; restore it to have it indexed.")
        ) { try await installation.process(event) }
        #expect(try await installation.process(event)["status"]?.string == "indexed")
    }

    /// As when its process is asked to end: another goes on with the document, and nobody is told of a failure.
    @Test func whoIsCancelledLeavesTheDocumentUnderWay() async throws {
        let installation = try await Installation()
        installation.upload(key, "One.")
        let event = installation.event("Object Created", key, sequencer: "0A")
        installation.index.change {
            $0.failures = [("Bulk", OpenSearchError(.illegalArgument, reason: "no", status: 400))]
        }
        let work = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await installation.process(event)
        }
        await #expect(throws: (any Error).self) { try await work.value }
        #expect(try await statuses(installation).first?["state"] != "failed")
        #expect(try await installation.process(event, "request-2")["status"]?.string == "indexed")
    }

    @Test func theListComesInPages() async throws {
        let installation = try await Installation { $0.limits.listedDocumentsMax = 3 }
        for name in ["d", "b", "a", "e", "c", "f", "g"] { try await installation.learn("documents/raw/\(name)", "x") }
        var pages: [[String]] = []
        var query: [String: String] = [:]
        repeat {
            let page = try await installation.send(installation.request("GET", "/documents", query: query)).body
            pages.append((page["documents"]?.list ?? []).compactMap { $0["source"]?.string?.last.map { String($0) } })
            query["after"] = page["next"]?.string
        } while query["after"] != nil && pages.count < 5
        #expect(pages == [["a", "b", "c"], ["d", "e", "f"], ["g"]])
    }

    @Test func aPassingFailureIsTriedAgain() async throws {
        let installation = try await Installation()
        installation.upload(key, "One.")
        let refused = OpenSearchError(.illegalArgument, reason: "busy", status: 503)
        installation.index.change { $0.failures = Array(repeating: ("Bulk", refused), count: 4) }
        let event = installation.event("Object Created", key, sequencer: "0A")
        let failure = await #expect(throws: FunctionFailure.self) { try await installation.process(event) }
        #expect(failure?.errorType == "ServiceUnavailable")
        #expect(installation.index.calls(of: "Bulk") == 4)
        #expect(try await statuses(installation).first?["state"] == "failed")
        #expect(try await installation.process(event)["status"]?.string == "indexed")
        #expect(texts(installation) == ["One."])
    }

    @Test func embeddingsAreMadeAFewAtATime() async throws {
        let installation = try await Installation()
        let paragraphs = (1...100).map { "Paragraph \($0)." }
        try await installation.learn(key, paragraphs.joined(separator: "\n\n"))
        #expect(installation.models.embedded.count == 100)
        #expect(installation.models.embeddingsAtOnceMax <= 8)
        #expect(texts(installation) == paragraphs.sorted())
        for chunk in installation.index.visible {
            let text = "a.md\n\n" + (chunk["text"]?.string ?? "")
            let expected = FakeModels.vector(text).map { Float($0) }
            #expect((chunk["embedding"]?.list ?? []).compactMap(\.double).map { Float($0) } == expected)
        }
    }

    @Test(arguments: ["logs/lambda/a.txt", "documents/raw/", "embeddings/processed/a"])
    func whatIsNoDocumentIsIgnored(_ key: String) async throws {
        let installation = try await Installation()
        let result = try await installation.process(installation.event("Object Created", key, sequencer: "0A"))
        #expect(result["status"]?.string == "ignored" && installation.bucket.reads == 0)
    }

    @Test(
        arguments: [
            [:], ["source": "aws.s3", "detail-type": "Object Created"], ["source": "aws.ec2", "detail-type": "x"],
        ] as [Document])
    func whatIsNoEventIsRefused(_ event: Document) async throws {
        let installation = try await Installation()
        let failure = await #expect(throws: FunctionFailure.self) { try await installation.process(event) }
        #expect(failure?.errorType == "ValidationError")
    }
}
