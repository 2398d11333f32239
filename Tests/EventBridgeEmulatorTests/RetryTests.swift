import AWSCore
import AWSEventBridge
import AWSSQS
import EventBridgeEmulator
import Testing
import World

@Suite struct RetryTests {
    private func target(dead: String? = nil, _ policy: EventBridge.RetryPolicy? = nil) -> EventBridge.Target {
        .init(
            id: "1", arn: Cloud.function, deadLetterConfig: dead.map { .init(arn: $0) }, retryPolicy: policy)
    }

    private func reasons(_ message: SQS.Message) -> [String: String] {
        (message.messageAttributes ?? [:]).compactMapValues(\.stringValue)
    }

    @Test func whatFailsIsTriedAgainOnTheWorldsClock() async throws {
        let cloud = try Cloud()
        try await cloud.makeRule("rule", target())
        cloud.functions.failNext(3, "ServiceException", status: 500)
        try await cloud.put()
        #expect(cloud.functions.calls.count == 1)
        await cloud.world.advance(by: .seconds(60))
        #expect(cloud.functions.calls.count == 4)
        #expect(Set(cloud.functions.payloads).count == 1)
        await cloud.world.advance(by: .seconds(86_400))
        #expect(cloud.functions.calls.count == 4)
    }

    @Test func retriesFillADayAndEndWithAReason() async throws {
        let cloud = try Cloud()
        let (url, arn) = try await cloud.makeQueue("dead")
        try await cloud.makeRule("rule", target(dead: arn))
        cloud.functions.failNext(1000, "TooManyRequestsException", status: 429)
        try await cloud.put()
        await cloud.world.advance(by: .seconds(86_400))
        let message = try #require(try await cloud.messages(in: url).first)
        let reasons = reasons(message)
        #expect(reasons["RULE_ARN"] == "arn:aws:events:us-east-1:000000000000:rule/rule")
        #expect(reasons["TARGET_ARN"] == Cloud.function)
        #expect(reasons["ERROR_CODE"] == "THROTTLING")
        #expect(reasons["ERROR_MESSAGE"] == "it said TooManyRequestsException")
        let attempts = try #require(reasons["RETRY_ATTEMPTS"].flatMap { Int($0) })
        #expect((150...185).contains(attempts))
        #expect(cloud.functions.calls.count == attempts + 1)
        #expect(
            reasons["EXHAUSTED_RETRY_CONDITION"]
                == (attempts == 185 ? "MaximumRetryAttempts" : "MaximumEventAgeInSeconds"))
        #expect(message.body?.contains(#""detail":{"n":1}"#) == true)
    }

    @Test func theRetryPolicyOfTheTargetCounts() async throws {
        let cloud = try Cloud()
        let (url, arn) = try await cloud.makeQueue("dead")
        try await cloud.makeRule("rule", target(dead: arn, .init(maximumRetryAttempts: 2)))
        cloud.functions.failNext(10, "ServiceException", status: 500)
        try await cloud.put()
        await cloud.world.advance(by: .seconds(600))
        #expect(cloud.functions.calls.count == 3)
        let reasons = reasons(try #require(try await cloud.messages(in: url).first))
        #expect(reasons["EXHAUSTED_RETRY_CONDITION"] == "MaximumRetryAttempts")
        #expect(reasons["RETRY_ATTEMPTS"] == "2" && reasons["ERROR_CODE"] == "INTERNAL_ERROR")
    }

    @Test func anEventGrowsTooOld() async throws {
        let cloud = try Cloud()
        let (url, arn) = try await cloud.makeQueue("dead")
        try await cloud.makeRule("rule", target(dead: arn, .init(maximumEventAgeInSeconds: 60)))
        cloud.functions.failNext(100, "ServiceException", status: 500)
        try await cloud.put()
        await cloud.world.advance(by: .seconds(61))
        let reasons = reasons(try #require(try await cloud.messages(in: url).first))
        #expect(reasons["EXHAUSTED_RETRY_CONDITION"] == "MaximumEventAgeInSeconds")
    }

    static let final: [(String, Int, String)] = [
        ("AccessDeniedException", 403, "NO_PERMISSIONS"), ("ResourceNotFoundException", 404, "NO_RESOURCE"),
        ("InvalidParameterValueException", 400, "INVALID_PARAMETER"), ("NotImplemented", 501, "SDK_CLIENT_ERROR"),
    ]

    @Test(arguments: final.indices) func whatCannotSucceedIsNotTriedAgain(_ index: Int) async throws {
        let (code, status, expected) = Self.final[index]
        let cloud = try Cloud()
        let (url, arn) = try await cloud.makeQueue("dead")
        try await cloud.makeRule("rule", target(dead: arn))
        cloud.functions.failNext(1, code, status: status)
        try await cloud.put()
        let reasons = reasons(try #require(try await cloud.messages(in: url).first))
        #expect(reasons["ERROR_CODE"] == expected && reasons["RETRY_ATTEMPTS"] == "0")
        #expect(reasons["EXHAUSTED_RETRY_CONDITION"] == nil)
        #expect(cloud.functions.calls.count == 1)
    }

    @Test func withoutAQueueForDeadLettersItIsDropped() async throws {
        let cloud = try Cloud()
        try await cloud.makeRule("rule", target())
        cloud.functions.failNext(1, "ResourceNotFoundException", status: 404)
        try await cloud.put()
        await cloud.world.advance(by: .seconds(600))
        #expect(cloud.functions.calls.count == 1)
    }

    @Test func theSameSeedRetriesAtTheSameTimes() async throws {
        func times() async throws -> [Timestamp] {
            let cloud = try Cloud(WorldConfiguration(seed: 7))
            try await cloud.makeRule("rule", target())
            cloud.functions.failNext(5, "ServiceException", status: 500)
            try await cloud.put()
            var times: [Timestamp] = []
            for second in 1...120 where times.count < 6 {
                await cloud.world.advance(by: .seconds(1))
                if cloud.functions.calls.count > times.count + 1 { times.append(Timestamp(seconds: Int64(second))) }
            }
            return times
        }
        #expect(try await times() == times())
    }
}
