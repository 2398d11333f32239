import AWSBedrockAgentRuntime
import AWSCore

/// RetrieveAndGenerate: an answer that a model writes from the passages of a knowledge base, with its sources.
enum RetrieveAndGenerate {
    static func run(
        _ input: BedrockAgentRuntime.RetrieveAndGenerateRequest, _ view: BedrockAgentRuntimeEmulator
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.RetrieveAndGenerateResponse {
        let (answer, session) = try await KnowledgeQuestion(input, "RetrieveAndGenerate", view).answer()
        return .init(citations: answer.citations, output: .init(text: answer.text), sessionId: session)
    }
}

/// RetrieveAndGenerateStream: the same as events, the text of each part of the answer before what it rests on.
enum RetrieveAndGenerateStream {
    static func run(
        _ input: BedrockAgentRuntime.RetrieveAndGenerateStreamRequest, _ view: BedrockAgentRuntimeEmulator
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.RetrieveAndGenerateStreamResponse {
        let (answer, session) = try await KnowledgeQuestion(input, "RetrieveAndGenerateStream", view).answer()
        return .init(sessionId: session, stream: EventStream(events(of: answer)))
    }

    private static func events(
        of answer: CitedAnswer
    ) -> [BedrockAgentRuntime.RetrieveAndGenerateStreamResponseOutput] {
        var events: [BedrockAgentRuntime.RetrieveAndGenerateStreamResponseOutput] = []
        var rest = answer.text.unicodeScalars[...]
        func say(_ text: Substring.UnicodeScalarView) {
            if !text.isEmpty { events.append(.output(.init(text: String(text)))) }
        }
        for citation in answer.citations {
            let end = citation.generatedResponsePart?.textResponsePart?.span?.end ?? -1
            let said = answer.text.unicodeScalars.count - rest.count
            say(rest.prefix(max(0, end + 1 - said)))
            rest = rest.dropFirst(max(0, end + 1 - said))
            events.append(
                .citation(
                    .init(
                        citation: citation, generatedResponsePart: citation.generatedResponsePart,
                        retrievedReferences: citation.retrievedReferences)))
        }
        say(rest)
        return events
    }
}
