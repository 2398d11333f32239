import AWSBedrockRuntime
import AWSCore
import BedrockEmulator
import Testing

@Suite struct ToolTests {
    private static let search = tool(
        "search_knowledge_base", "Searches the organisation's documents and returns numbered passages.",
        ["query": ["type": "string"]], required: ["query"])
    private static let weather = tool(
        "get_weather", "Get the current weather for a city.", ["city": ["type": "string"]], required: ["city"])
    private static let ticket = tool(
        "create_ticket", "Creates a ticket for a problem that the user reports.",
        [
            "title": ["type": "string", "maxLength": 40],
            "priority": ["type": "string", "enum": ["low", "medium", "high"]],
            "count": ["type": "integer", "minimum": 1, "maximum": 3],
        ], required: ["title", "priority", "count"])

    private func calls(_ text: String, _ tools: [BedrockRuntime.Tool], choice: BedrockRuntime.ToolChoice? = nil)
        async throws
        -> [BedrockRuntime.ToolUseBlock]
    {
        try await Cloud().ask(text, tools: tools, choice: choice).toolUses
    }

    @Test func asksForTheToolThatFits() async throws {
        let tools = [Self.search, Self.weather, Self.ticket]
        let weather = try await calls("What's the weather in Paris?", tools)
        #expect(weather.map(\.name) == ["get_weather"] && weather.first?.input == ["city": "Paris"])
        let search = try await calls("How many days of leave do I have?", tools)
        #expect(search.map(\.name) == ["search_knowledge_base"])
        #expect(search.first?.input == ["query": "How many days of leave do I have?"])
        #expect(try await calls("Hello!", tools).isEmpty)
    }

    @Test func asksOnceForEachOfSeveralPlaces() async throws {
        let uses = try await calls("What is the weather in Seattle and San Francisco today?", [Self.weather])
        #expect(uses.map(\.input) == [["city": "Seattle"], ["city": "San Francisco"]])
        #expect(Set(uses.map(\.toolUseId)).count == 2 && uses.allSatisfy { $0.toolUseId.hasPrefix("tooluse_") })
    }

    @Test func satisfiesTheSchema() async throws {
        let text = "Please create a ticket: the printer on the second floor has been broken for 17 days, priority high."
        let input = try #require(try await calls(text, [Self.ticket]).first?.input)
        #expect((input["title"]?.string ?? "").count <= 40 && input["priority"]?.string == "high")
        #expect((1...3).contains(input["count"]?.int ?? 0))
    }

    @Test func obeysTheToolChoice() async throws {
        let forced = try await calls(
            "Hello!", [Self.weather, Self.ticket], choice: .tool(.init(name: "create_ticket")))
        #expect(forced.map(\.name) == ["create_ticket"])
        #expect(try await !calls("Hello!", [Self.weather], choice: .any(.init())).isEmpty)
    }

    @Test func usesWhatAToolGaveBack() async throws {
        let use = BedrockRuntime.ToolUseBlock(toolUseId: "t1", name: "search_knowledge_base", input: ["query": "leave"])
        let passages = """
            <passage number="4" title="Leave" source="leave.md">
            Full-time employees have 25 days of leave each year.
            </passage>
            """
        let answer = try await Cloud().client.converse(
            .init(
                modelId: Cloud.claude,
                messages: [
                    .init(role: .user, content: [.text("How many days of leave do employees have?")]),
                    .init(role: .assistant, content: [.toolUse(use)]),
                    .init(role: .user, content: [.toolResult(.init(toolUseId: "t1", content: [.text(passages)]))]),
                ], toolConfig: .init(tools: [Self.search])))
        #expect(answer.text == "Full-time employees have 25 days of leave each year. [4]")
        #expect(answer.stopReason == .endTurn)
    }

    /// Clients send an answer back as it came, with a type that the model of the API does not list.
    @Test func takesItsOwnCallBack() async throws {
        let question = BedrockRuntime.Message(role: .user, content: [.text("What is the weather in Paris?")])
        let claude = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
        let client = try Cloud().client
        let asked = try await client.converse(
            .init(modelId: claude, messages: [question], toolConfig: .init(tools: [Self.weather])))
        let use = try #require(asked.toolUses.first)
        #expect(use.type?.rawValue == "tool_use")
        let result = BedrockRuntime.ToolResultBlock(
            toolUseId: use.toolUseId, content: [.text("It is 7 degrees in Paris.")])
        let told = try await client.converse(
            .init(
                modelId: claude,
                messages: [
                    question, .init(role: .assistant, content: asked.content),
                    .init(role: .user, content: [.toolResult(result)]),
                ], toolConfig: .init(tools: [Self.weather])))
        #expect(told.text.contains("7 degrees"))
    }

    /// The calls that real models made, where the words of the prompt decide them.
    @Test(arguments: [11, 33, 42, 44, 66, 77, 78, 80, 82, 119, 124, 141, 143, 146])
    func callsAsRecordedModelsDid(_ number: Int) async throws {
        let exchange = try #require(RecordedExchange.all.first { $0.number == number })
        let recorded = exchange.words.compactMap {
            if case .toolUse(let name, let input) = $0 { (name, input) } else { nil }
        }
        let own = try await RecordedTests().ownCalls(exchange)
        #expect(own.map(\.0) == recorded.map(\.0))
        for (mine, its) in zip(own, recorded) { #expect(Self.sorted(mine.1) == Self.sorted(its.1)) }
    }

    private static func sorted(_ value: Document) -> Document {
        guard case .object(let object) = value else { return value }
        return .object(.init(object.entries.sorted { $0.name < $1.name }.map { .init($0.name, sorted($0.value)) }))
    }
}
