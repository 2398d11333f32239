import AWSBedrockRuntime
import AWSCore
import BedrockEmulator
import Testing
import World

/// What is sent by mistake or in bad faith gets an answer or a refusal, in bounded time.
@Suite(.timeLimit(.minutes(2))) struct HostileInputTests {
    private static let pieces = [
        "<document>", "<documents>", "[[[[", "](", "](<", "| a | b |\n", "\n---\n", "{\"a\": ", "[1] ",
        "@@ -1 +1 @@\n+", "\u{0}",
        "Action Input: Final Answer: ", "{% ", "<!--", "```", "\u{1F600}", "Summarize: ", "classify: a, b\n",
        "rewrite question history ",
        "How many ", "\u{65E5}\u{672C}", "- ", "Question:", "User: ", "$", "json only {",
    ]

    @Test(arguments: pieces) func repeatedPiecesAreAnswered(_ piece: String) async throws {
        let text = String(repeating: piece, count: 600) + " What is the answer?"
        let answer = try await Cloud().ask(text, model: "us.anthropic.claude-sonnet-4-6")
        #expect(answer.usage.outputTokens >= 0)
    }

    @Test func randomTextIsAnswered() async throws {
        let stream = SeededStream(seed: 11, name: "hostile")
        let cloud = try Cloud()
        for _ in 0..<20 {
            let text = (0..<60).map { _ in Self.pieces[stream.next(below: Self.pieces.count)] }.joined()
            let fed = "x" + text
            _ = try await cloud.ask(fed, system: text.isEmpty ? nil : "Reply " + text)
        }
    }

    @Test func randomBytesAreRefusedOrAnswered() async throws {
        let stream = SeededStream(seed: 12, name: "hostile")
        let cloud = try Cloud()
        for _ in 0..<50 {
            let body = Blob(Array("{\"messages\":".utf8) + stream.bytes(20))
            for model in [
                "amazon.nova-lite-v1:0", Cloud.claude, "amazon.titan-embed-text-v2:0", "cohere.embed-english-v3",
            ] {
                let error = await failure { try await cloud.client.invokeModel(.init(body: body, modelId: model)) }
                #expect(error?.code == .validationException)
            }
        }
    }

    @Test func schemasThatHoldThemselvesEnd() async throws {
        let member: Document = ["$ref": "#"]
        let names = (0..<20).map { "p\($0)" }
        let schema = Document.object(
            .init([
                .init("type", "object"), .init("required", .list(names.map { .string($0) })),
                .init("properties", .object(.init(names.map { .init($0, member) }))),
            ]))
        let tool = BedrockRuntime.Tool.toolSpec(.init(name: "loop", inputSchema: .json(schema)))
        let answer = try await Cloud().ask("Go", tools: [tool], choice: .any(.init()))
        #expect(answer.toolUses.count == 1)
    }
}
