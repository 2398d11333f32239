import AWSCore
import Testing
import World

@Suite struct AnswerCacheTests {
    @Test func theSameQuestionIsAnsweredFromTheCache() async throws {
        let installation = try await ChatTests.library()
        let first = try await installation.chat("How many days of annual leave?")
        let second = try await installation.chat("how many days of  Annual Leave", "request-2")
        #expect(first["cached"] == false && second["cached"] == true)
        #expect(second["answer"] == first["answer"] && second["sources"] == first["sources"])
        #expect(second["conversation_id"] != first["conversation_id"])
        #expect(installation.models.requests.count == 1)
    }

    @Test func aChangeOfTheKnowledgeBaseEndsIt() async throws {
        let installation = try await ChatTests.library()
        _ = try await installation.chat("Annual leave days?")
        try await installation.learn(
            "documents/raw/leave.md", "# Leave policy\n\nAnnual leave is forty days.", sequencer: "0B")
        let answer = try await installation.chat("Annual leave days?", "request-2")
        #expect(answer["cached"] == false && answer["answer"] == "Annual leave is forty days. [1]")
    }

    @Test func rightAfterAChangeNothingIsKept() async throws {
        let installation = try await ChatTests.library()
        try await installation.learn("documents/raw/new.md", "New words.")
        for request in ["request-1", "request-2"] {
            #expect(try await installation.chat("Annual leave days?", request)["cached"] == false)
        }
        await installation.world.advance(by: .seconds(120))
        _ = try await installation.chat("Annual leave days?", "request-3")
        #expect(try await installation.chat("Annual leave days?", "request-4")["cached"] == true)
    }

    @Test func anAnswerGrowsOld() async throws {
        let installation = try await ChatTests.library()
        _ = try await installation.chat("Annual leave days?")
        await installation.world.advance(by: .seconds(3_599))
        #expect(try await installation.chat("Annual leave days?", "request-2")["cached"] == true)
        await installation.world.advance(by: .seconds(2))
        #expect(try await installation.chat("Annual leave days?", "request-3")["cached"] == false)
    }
}
