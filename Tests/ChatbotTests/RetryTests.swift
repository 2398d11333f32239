import AWSBedrockRuntime
import AWSCore
import Chatbot
import Functions
import Testing
import World

@Suite struct RetryTests {
    private static let throttled = BedrockRuntimeError(
        .throttlingException, "Too many requests, please wait before trying again.", status: 429)

    @Test func whatIsThrottledIsTriedAgainAfterLongerAndLongerPauses() async throws {
        let installation = try await Installation()
        installation.models.change { $0.failures = Array(repeating: Self.throttled, count: 3) }
        let before = installation.world.clock.now
        let answer = try await installation.chat("Hello")
        #expect(answer["answer"] == "Hello!")
        let waited = installation.world.clock.now - before
        #expect(waited >= .milliseconds(700) && waited <= .milliseconds(1_400))
        #expect(installation.logged.count { $0.hasPrefix("WARN bedrock:Converse: ThrottlingException") } == 3)
    }

    @Test func afterTheLastAttemptTheClientIsToldToComeBack() async throws {
        let installation = try await Installation()
        installation.models.change { $0.failures = Array(repeating: Self.throttled, count: 4) }
        let (status, body) = try await installation.send(installation.request("POST", "/chat", ["message": "Hello"]))
        #expect(status == 429 && body["error"] == "TooManyRequests")
    }

    @Test func whatIsRefusedForGoodIsNotTriedAgain() async throws {
        let installation = try await Installation()
        let refusal = BedrockRuntimeError(.accessDeniedException, "arn:aws:secret is not authorized", status: 403)
        installation.models.change { $0.failures = [refusal] }
        let before = installation.world.clock.now
        let (status, body) = try await installation.send(installation.request("POST", "/chat", ["message": "Hello"]))
        #expect(status == 500 && installation.world.clock.now == before)
        #expect(body == ["error": "InternalError", "message": "Something went wrong on our side."])
        #expect(installation.logged.contains { $0.contains("arn:aws:secret is not authorized") })
    }

    @Test func shortBeforeTheDeadlineNoAttemptIsBegun() async throws {
        let installation = try await Installation()
        installation.models.change { $0.failures = [Self.throttled] }
        let context = installation.context(seconds: 2)
        let failure = await #expect(throws: FunctionFailure.self) {
            try await installation.functions.orchestrator.handle(["message": "Hello"], context)
        }
        #expect(failure?.errorType == "TooManyRequests")
    }

    @Test func theSameInvocationMakesTheSameBytes() async throws {
        var answers: [Document] = []
        for _ in 1...2 {
            let installation = try await ChatTests.library()
            installation.models.change { $0.failures = [Self.throttled, Self.throttled] }
            answers.append(try await installation.chat("Annual leave days?"))
        }
        #expect(answers[0] == answers[1])
    }
}
