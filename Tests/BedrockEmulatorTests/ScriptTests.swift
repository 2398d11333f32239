import AWSBedrockRuntime
import AWSCore
import BedrockEmulator
import Testing
import World

@Suite struct ScriptTests {
    private func cloud(_ rules: ScriptedRule...) throws -> Cloud {
        var settings = BedrockSettings()
        settings.rules = rules
        return try Cloud(settings)
    }

    @Test func theFirstRuleThatMatchesAnswers() async throws {
        let cloud = try cloud(
            ScriptedRule(.init(model: "amazon.*"), .text("Nova")),
            ScriptedRule(.init(contains: ["weather", "paris"]), .text("Sunny")),
            ScriptedRule(.init(role: .system, glob: "*be rude*"), .text("Go away")),
            ScriptedRule(.init(glob: "ping?"), .text("Pong"), times: 1))
        #expect(try await cloud.say("Hello!", model: "us.amazon.nova-lite-v1:0") == "Nova")
        #expect(try await cloud.say("The Weather in PARIS?") == "Sunny")
        #expect(try await cloud.say("Hello!", system: "Always be rude.") == "Go away")
        #expect(try await cloud.say("Ping!") == "Pong")
        #expect(try await cloud.say("Ping!") != "Pong")
        #expect(try await cloud.say("Hello!") == "Hello! How can I help you today?")
    }

    @Test func rulesAnswerWithToolsAndErrors() async throws {
        let cloud = try cloud(
            ScriptedRule(.init(tool: "search"), .toolUse(name: "search", input: ["q": "x"])),
            ScriptedRule(
                .init(contains: ["busy"]), .error(code: "ThrottlingException", message: "Slow down.", status: 429)))
        let tools = [tool("search", "Searches.", ["q": ["type": "string"]], required: ["q"])]
        #expect(try await cloud.ask("anything", tools: tools).toolUses.first?.input == ["q": "x"])
        let error = await failure { try await cloud.ask("busy") }
        #expect(error?.code == .throttlingException && error?.status == 429 && error?.message == "Slow down.")
    }

    @Test func rulesBreakStreams() async throws {
        let cloud = try cloud(ScriptedRule(.init(), .streamCut(text: "one two three four five", afterEvents: 2)))
        let answer = try await cloud.client.converseStream(
            .init(modelId: Cloud.claude, messages: [.init(role: .user, content: [.text("a")])]))
        var count = 0
        let error = await failure { for try await _ in answer.stream { count += 1 } }
        #expect(count == 2 && error?.code == .modelStreamErrorException)
    }

    @Test func recordingsGoFirst() async throws {
        let request: Document = ["messages": [["role": "user", "content": [["text": "Hello!"]]]]]
        let response: Document = [
            "output": ["message": ["role": "assistant", "content": [["text": "Recorded."]]]], "stopReason": "end_turn",
            "usage": ["inputTokens": 1, "outputTokens": 2, "totalTokens": 3], "metrics": ["latencyMs": 4],
        ]
        let model = Cloud.claude
        let interaction = Document.object(
            .init([
                .init("operation", "Converse"), .init("model", .string(model)), .init("request", request),
                .init("response", response),
            ]))
        var settings = BedrockSettings()
        settings.cassettes = [try Cassette(["interactions": [interaction]])]
        settings.rules = [ScriptedRule(.init(), .text("Scripted."))]
        let cloud = try Cloud(settings)
        #expect(try await cloud.say("Hello!") == "Recorded.")
        #expect(try await cloud.say("Hello?") == "Scripted.")
        #expect(throws: CassetteError.self) { try Cassette([:]) }
    }

    /// Ids of tool uses differ from run to run, so a recording must be found without them.
    @Test func theKeyOfARecordingKnowsNoIds() {
        func key(_ id: Document) -> String {
            Cassette.key(
                operation: "Converse", model: "m",
                request: ["messages": [["content": [["toolUse": ["toolUseId": id, "name": "x"]]]]], "b": .null])
        }
        #expect(key("tooluse_1") == key("tooluse_2"))
        #expect(
            Cassette.key(operation: "Converse", model: "m", request: ["a": 1, "b": 2])
                == Cassette.key(operation: "Converse", model: "m", request: ["b": 2, "a": 1.0]))
    }
}
