import AWSBedrockRuntime
import AWSCore
import BedrockEmulator
import Testing
import World

@Suite struct InvokeModelTests {
    private static let haiku = "anthropic.claude-3-haiku-20240307-v1:0"

    private func body(_ members: Document.Entry...) -> Document {
        var object = Document.Object([
            .init("anthropic_version", "bedrock-2023-05-31"), .init("max_tokens", 100),
            .init("messages", [["role": "user", "content": "Hello!"]]),
        ])
        for member in members {
            object.entries.removeAll { $0.name == member.name }
            if !member.value.isNull { object.entries.append(member) }
        }
        return .object(object)
    }

    private func refusal(_ body: Document, model: String = haiku) async -> String? {
        await failure { try await Cloud().invoke(model, body) }?.message
    }

    @Test func refusesRequestsInTheModelsWords() async {
        #expect(await refusal(body(.init("max_tokens", .null))) == "max_tokens: Field required")
        #expect(await refusal(body(.init("messages", .null))) == "messages: Field required")
        #expect(await refusal(body(.init("messages", []))) == "messages: at least one message is required")
        #expect(await refusal(body(.init("maxTokens", 5))) == "maxTokens: Extra inputs are not permitted")
        #expect(
            await refusal(body(.init("max_tokens", 4097)))
                == "max_tokens: 4097 > 4096, which is the maximum allowed number of output tokens for claude-3-haiku-20240307"
        )
        let twice: Document = [["role": "user", "content": "a"], ["role": "user", "content": "b"]]
        #expect(await refusal(body(.init("messages", twice)))?.hasPrefix("messages: roles must alternate") == true)
        let titan = await refusal(
            ["inputText": "a", "textGenerationConfig": ["maxTokenCount": 9000]], model: "amazon.titan-text-express-v1")
        #expect(titan?.contains("#/textGenerationConfig/maxTokenCount: 9000 is not less or equal to 8192") == true)
    }

    @Test func refusesWhatIsNoJSON() async {
        let error = await failure {
            try await Cloud().client.invokeModel(.init(body: Blob("{"), modelId: Self.haiku))
        }
        #expect(error?.message == "Malformed input request, please reformat your input and try again.")
    }

    @Test func pairsUsesOfToolsWithResults() async {
        let use: Document = [
            "role": "assistant", "content": [["type": "tool_use", "id": "t1", "name": "x", "input": [:]]],
        ]
        let asked: Document = ["role": "user", "content": "a"]
        let missing = await refusal(body(.init("messages", [asked, use, asked])))
        #expect(
            missing?.hasPrefix(
                "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1.") == true)
        let result: Document = [
            "role": "user", "content": [["type": "tool_result", "tool_use_id": "t9", "content": "b"]],
        ]
        let extra = await refusal(body(.init("messages", [asked, use, result])))
        #expect(
            extra?.hasPrefix("messages.2.content.0: unexpected `tool_use_id` found in `tool_result` blocks: t9.")
                == true)
    }

    @Test func completesTheOldPrompts() async throws {
        let answer = try await Cloud().invoke(
            "anthropic.claude-v2",
            ["prompt": "\n\nHuman: Say this is a test\n\nAssistant:", "max_tokens_to_sample": 50])
        #expect(answer["completion"] == " This is a test." && answer["stop_reason"] == "stop_sequence")
    }

    @Test func doesNotStreamEmbeddings() async {
        let error = await failure {
            try await Cloud().client.invokeModelWithResponseStream(
                .init(body: Blob(#"{"inputText": "a"}"#), modelId: "amazon.titan-embed-text-v2:0"))
        }
        #expect(error?.message == "The model is unsupported for streaming.")
    }

    /// User Guide, "Count tokens", the table of models.
    @Test(arguments: [
        "anthropic.claude-3-5-haiku-20241022-v1:0", "anthropic.claude-3-5-sonnet-20240620-v1:0",
        "anthropic.claude-3-5-sonnet-20241022-v2:0", "anthropic.claude-3-7-sonnet-20250219-v1:0",
        "anthropic.claude-sonnet-4-20250514-v1:0",
    ]) func countsTokensWithoutAnswering(model: String) async throws {
        let cloud = try Cloud()
        let messages = [
            BedrockRuntime.Message(role: .user, content: [.text("The quick brown fox jumps over the lazy dog.")])
        ]
        let counted = try await cloud.client.countTokens(
            .init(modelId: model, input: .converse(.init(messages: messages))))
        #expect((15...23).contains(counted.inputTokens))
        #expect(cloud.world.meter.totals.isEmpty)
    }

    @Test func namesTheOperationsThatAreNotEmulated() async {
        let error = await failure { try await Cloud().client.listAsyncInvokes(.init()) }
        #expect(error?.code.rawValue == "NotImplemented" && error?.message?.contains("ListAsyncInvokes") == true)
    }
}
