import AWSCore
import Functions
import Testing

/// Fails the first outside call, then the second, and so on until none is left to fail.
@Suite struct FaultSweepTests {
    private static let callsMax = 100

    @Test func aTurnIsAnsweredAndSavedOrNeither() async throws {
        for call in 1...Self.callsMax {
            let installation = try await ChatTests.library()
            installation.faults.fail(call: call)
            let answer = try? await installation.chat("Annual leave days?", conversation: "c", user: "ada")
            let isOver = installation.faults.calls < call
            installation.faults.fail(call: nil)
            let saved = try await installation.send(installation.request("GET", "/conversation/c"))
            #expect(saved.status == (answer == nil ? 404 : 200), "call \(call)")
            if answer != nil { #expect(saved.body["messages"]?.list?.count == 2, "call \(call)") }
            let again = try await installation.chat("Annual leave days?", "request-2", conversation: "c", user: "ada")
            #expect(again["sources"]?.list?.count == 1, "call \(call)")
            if isOver { return #expect(call > 5) }
        }
        Issue.record("there is no end to the calls of a turn")
    }

    @Test func aReplacementShowsOldOrNewAndTheRetryMendsIt() async throws {
        let key = "documents/raw/a.md"
        for call in 1...Self.callsMax {
            let installation = try await Installation()
            try await installation.learn(key, "Old one.\n\nOld two.")
            installation.upload(key, "New one.\n\nNew two.\n\nNew three.")
            let event = installation.event("Object Created", key, sequencer: "0B")
            installation.faults.fail(call: call)
            let result = try? await installation.process(event)
            let isOver = installation.faults.calls < call
            installation.faults.fail(call: nil)
            #expect(installation.index.visible.count >= 2, "call \(call)")
            if result == nil { try await installation.process(event) }
            let texts = installation.index.visible.compactMap { $0["text"]?.string }.sorted()
            #expect(texts == ["New one.", "New three.", "New two."], "call \(call)")
            if isOver { return #expect(call > 8) }
        }
        Issue.record("there is no end to the calls of a replacement")
    }
}
