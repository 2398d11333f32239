import AWSCore
import Chatbot
import Functions
import Testing

@Suite struct DailyBatchTests {
    private let schedule: Document = ["source": "aws.events", "detail-type": "Scheduled Event", "detail": [:]]

    private func texts(_ installation: Installation) -> [String] {
        installation.index.visible.compactMap { $0["text"]?.string }.sorted()
    }

    @Test func whatIsMissingIsIndexedAndWhatIsGoneRemoved() async throws {
        let installation = try await Installation()
        try await installation.learn("documents/raw/gone.md", "Gone.")
        try await installation.learn("documents/raw/kept.md", "Kept.")
        installation.bucket.change { $0.objects["documents/raw/gone.md"] = nil }
        for name in ["a", "b", "c"] { installation.upload("documents/raw/\(name).md", "Text \(name).") }
        installation.upload("logs/lambda/x", "no document")
        let summary = try await installation.process(schedule, "daily")
        #expect(
            summary == [
                "status": "checked", "checked": 4, "indexed": 3, "removed": 1, "failed": 0, "left": 0,
            ])
        #expect(texts(installation) == ["Kept.", "Text a.", "Text b.", "Text c."])
    }

    @Test func aSecondRunChangesNothing() async throws {
        let installation = try await Installation()
        installation.upload("documents/raw/a.md", "Text.")
        try await installation.process(schedule, "daily-1")
        let reads = installation.bucket.reads
        let summary = try await installation.process(schedule, "daily-2")
        #expect(summary["indexed"] == 0 && installation.bucket.reads == reads)
    }

    @Test func oneThatFailsKeepsNoOtherFromItsTurn() async throws {
        let installation = try await Installation()
        installation.upload("documents/raw/a.pdf", "%PDF locked")
        installation.upload("documents/raw/b.md", "Text.")
        let summary = try await installation.process(schedule, "daily-1")
        #expect(summary["failed"] == 1 && summary["indexed"] == 1)
        // What a person must mend is left alone until it changes.
        #expect(try await installation.process(schedule, "daily-2")["failed"] == 0)
        installation.upload("documents/raw/a.pdf", "Unlocked.")
        #expect(try await installation.process(schedule, "daily-3")["indexed"] == 1)
    }

    @Test func whatTheDeadlineCutsOffIsCounted() async throws {
        let installation = try await Installation()
        installation.upload("documents/raw/a.md", "Text.")
        let context = installation.context("daily", seconds: 50)
        let summary = try await installation.functions.documentProcessor.handle(schedule, context)
        #expect(summary["left"] == 1 && summary["indexed"] == 0)
    }
}
