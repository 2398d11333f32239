import AWSBedrockRuntime
import AWSCore
import BedrockEmulator
import Testing
import World

@Suite struct ConverseTests {
    private static let weather = tool(
        "get_weather", "Get the current weather for a city.", ["city": ["type": "string"]], required: ["city"])

    private func message(_ text: String, _ role: BedrockRuntime.ConversationRole = .user) -> BedrockRuntime.Message {
        .init(role: role, content: [.text(text)])
    }

    private func converse(
        _ messages: [BedrockRuntime.Message], model: String = Cloud.claude, system: String? = nil,
        maxTokens: Int? = nil,
        tools: BedrockRuntime.ToolConfiguration? = nil
    ) async throws -> BedrockRuntime.ConverseResponse {
        try await Cloud().client.converse(
            .init(
                modelId: model, messages: messages, system: system.map { [.text($0)] },
                inferenceConfig: maxTokens.map { .init(maxTokens: $0) }, toolConfig: tools))
    }

    @Test func saysTheSameEachTime() async throws {
        let cloud = try Cloud()
        let first = try await cloud.say("Hello!")
        #expect(first == "Hello! How can I help you today?")
        #expect(try await cloud.say("Hello!") == first)
    }

    @Test func countsAndMetersTokens() async throws {
        let cloud = try Cloud()
        let answer = try await cloud.ask("Say this is a test")
        #expect(answer.usage.totalTokens == answer.usage.inputTokens + answer.usage.outputTokens)
        let totals = cloud.world.meter.totals.map(\.usage)
        #expect(totals.contains(Usage(.inputTokens, Double(answer.usage.inputTokens), on: Cloud.claude)))
        #expect(totals.contains(Usage(.outputTokens, Double(answer.usage.outputTokens), on: Cloud.claude)))
    }

    @Test func stopsAtTheTokenLimitAndAtStopSequences() async throws {
        let short = try await converse(
            [message("Say one two three four five six seven eight nine ten eleven")], maxTokens: 5)
        #expect(short.stopReason == .maxTokens)
        #expect(short.usage.outputTokens == 5)
        let stopped = try await Cloud().client.converse(
            .init(
                modelId: Cloud.claude, messages: [message("Say this is a test of stops")],
                inferenceConfig: .init(stopSequences: ["test"])))
        #expect(stopped.stopReason == .stopSequence)
        #expect(stopped.text == "This is a ")
    }

    @Test func keepsTheTurnsOfAConversation() async throws {
        let second = await failure { try await converse([message("a"), message("b")]) }
        #expect(second?.message?.hasPrefix("A conversation must alternate between user and assistant roles.") == true)
        let first = await failure { try await converse([message("a", .assistant)]) }
        #expect(first?.message?.hasPrefix("A conversation must start with a user message.") == true)
        let none = await failure { try await converse([]) }
        #expect(none?.code == .validationException)
        _ = try await converse([message("a"), message("b")], model: "us.anthropic.claude-sonnet-4-5-20250929-v1:0")
    }

    @Test func refusesWhatAModelCannotDo() async {
        let titan = "amazon.titan-text-express-v1"
        let system = await failure { try await converse([message("a")], model: titan, system: "Be brief.") }
        #expect(system?.message?.hasPrefix("This model doesn't support system messages.") == true)
        let tools = await failure {
            try await converse([message("a")], model: titan, tools: .init(tools: [Self.weather]))
        }
        #expect(tools?.message == "This model doesn't support tool use.")
        let embedding = await failure { try await converse([message("a")], model: "amazon.titan-embed-text-v2:0") }
        #expect(embedding?.message?.hasPrefix("The action doesn't support the model that you provided.") == true)
        let tokens = await failure { try await converse([message("a")], maxTokens: 8193) }
        #expect(
            tokens?.message
                == "The maximum tokens you requested exceeds the model limit of 8192. Try again with a maximum tokens value that "
                + "is lower than 8192.")
    }

    @Test func pairsUsesOfToolsWithResults() async {
        let use = BedrockRuntime.Message(
            role: .assistant, content: [.toolUse(.init(toolUseId: "t1", name: "get_weather", input: [:]))])
        let result = BedrockRuntime.Message(
            role: .user, content: [.toolResult(.init(toolUseId: "t1", content: [.text("sunny")]))])
        let tools = BedrockRuntime.ToolConfiguration(tools: [Self.weather])
        let untold = await failure { try await converse([message("a"), use, result]) }
        #expect(
            untold?.message == "The toolConfig field must be defined when using toolUse and toolResult content blocks.")
        let missing = await failure { try await converse([message("a"), use, message("b")], tools: tools) }
        #expect(missing?.message == "Expected toolResult blocks at messages.2.content for the following Ids: t1")
        let extra = await failure { try await converse([result], tools: tools) }
        #expect(
            extra?.message
                == "The number of toolResult blocks at messages.0.content exceeds the number of toolUse blocks of previous turn."
        )
    }

    @Test func keepsPromptsForFiveMinutes() async throws {
        let cloud = try Cloud()
        let model = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
        let long = String(repeating: "Nine words of a prompt that is kept here. ", count: 300)
        let request = BedrockRuntime.ConverseRequest(
            modelId: model,
            messages: [.init(role: .user, content: [.text(long), .cachePoint(.init(type: .default)), .text("Say ok")])])
        let first = try await cloud.client.converse(request)
        let written = try #require(first.usage.cacheWriteInputTokens)
        #expect(written > 1024 && first.usage.cacheReadInputTokens == 0)
        let second = try await cloud.client.converse(request)
        #expect(second.usage.cacheReadInputTokens == written && second.usage.cacheWriteInputTokens == 0)
        await cloud.world.advance(by: .seconds(301))
        #expect(try await cloud.client.converse(request).usage.cacheReadInputTokens == 0)
    }

    @Test func latencyPassesOnTheWorldsClockOnly() async throws {
        let cloud = try Cloud()
        let before = cloud.world.clock.now
        #expect(try await cloud.ask("Hello!").metrics.latencyMs > 0)
        #expect(cloud.world.clock.now == before)
    }
}

@Suite struct CatalogTests {
    private func call(_ model: String, _ settings: BedrockSettings = .init()) async -> BedrockRuntimeError? {
        await failure { try await Cloud(settings).ask("Hello!", model: model) }
    }

    @Test func knowsModelsByManyNames() async {
        for name in [
            "anthropic.claude-3-haiku-20240307-v1:0", "us.anthropic.claude-3-haiku-20240307-v1:0",
            "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0",
            "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-3-haiku-20240307-v1:0",
            "global.anthropic.claude-sonnet-4-6", "eu.anthropic.claude-haiku-4-5-20251001-v1:0",
        ] {
            #expect(await call(name) == nil, "\(name)")
        }
    }

    @Test func refusesNamesOfNoModel() async {
        for name in [
            "does-not-exist", "xx.amazon.nova-lite-v1:0",
            "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc",
        ] {
            #expect(await call(name)?.message == "The provided model identifier is invalid.", "\(name)")
        }
    }

    @Test func offersSomeModelsThroughProfilesOnly() async {
        let error = await call("anthropic.claude-3-7-sonnet-20250219-v1:0")
        #expect(error?.code == .validationException)
        #expect(error?.message?.contains("with on-demand throughput isn\u{2019}t supported") == true)
    }

    @Test func refusesModelsPastTheirEndWhenStrict() async throws {
        var settings = BedrockSettings()
        settings.refusesEndedModels = true
        let late = WorldConfiguration(clock: .virtual(start: Timestamp(seconds: 1_790_000_000)))
        let cloud = try Cloud(settings, world: late)
        let ended = await failure { try await cloud.ask("Hello!", model: "anthropic.claude-3-haiku-20240307-v1:0") }
        #expect(ended?.code == .resourceNotFoundException && ended?.status == 404)
        #expect(ended?.message?.hasPrefix("This model version has reached the end of its life.") == true)
        _ = try await cloud.ask("Hello!", model: "us.anthropic.claude-sonnet-4-6")
        let model = try #require(ModelCatalog.bedrock.model("anthropic.claude-3-haiku-20240307-v1:0"))
        #expect(model.lifecycle.stage(at: Timestamp(seconds: 1_700_000_000)) == .active)
        #expect(model.lifecycle.stage(at: Timestamp(seconds: 1_775_000_000)) == .legacy)
    }

    @Test func refusesModelsWithoutAccess() async {
        var settings = BedrockSettings()
        settings.deniedModels = [Cloud.claude]
        let error = await call(Cloud.claude, settings)
        #expect(error?.code == .accessDeniedException && error?.status == 403)
    }
}
