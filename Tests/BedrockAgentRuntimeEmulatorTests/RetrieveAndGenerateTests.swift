import AWSBedrockAgentRuntime
import AWSCore
import BedrockAgentRuntimeEmulator
import Testing

@Suite struct RetrieveAndGenerateTests {
    func ask(
        _ text: String, _ library: Library, model: String = Library.model, template: String? = nil,
        session: String? = nil
    ) async throws -> BedrockAgentRuntime.RetrieveAndGenerateResponse {
        let generation = template.map {
            BedrockAgentRuntime.GenerationConfiguration(promptTemplate: .init(textPromptTemplate: $0))
        }
        return try await library.client().retrieveAndGenerate(
            .init(
                input: .init(text: text),
                retrieveAndGenerateConfiguration: .init(
                    knowledgeBaseConfiguration: .init(
                        generationConfiguration: generation, knowledgeBaseId: Library.id, modelArn: model),
                    type: .knowledgeBase),
                sessionId: session))
    }

    @Test(arguments: [
        Library.model, "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0",
    ]) func answersAndCites(model: String) async throws {
        let library = try await Library()
        let answer = try await ask("How long is a frame guaranteed?", library, model: model)
        #expect(answer.output.text == "A frame is guaranteed for ten years.")
        let citation = try #require(answer.citations?.first)
        #expect(citation.generatedResponsePart?.textResponsePart?.text == answer.output.text)
        #expect(citation.generatedResponsePart?.textResponsePart?.span == .init(end: 35, start: 0))
        #expect(citation.retrievedReferences?.map(\.content?.text) == ["A frame is guaranteed for ten years."])
        #expect(
            citation.retrievedReferences?.first?.location?.s3Location?.uri
                == "s3://papers/documents/pdf/warranty.pdf")
        #expect(!answer.sessionId.isEmpty)
    }

    @Test func streamsWhatItAnswers() async throws {
        let library = try await Library()
        let question = "How long is a frame guaranteed?"
        let whole = try await ask(question, library)
        let streamed = try await library.client().retrieveAndGenerateStream(
            .init(
                input: .init(text: question),
                retrieveAndGenerateConfiguration: .init(
                    knowledgeBaseConfiguration: .init(knowledgeBaseId: Library.id, modelArn: Library.model),
                    type: .knowledgeBase)))
        var (text, citations, saidBefore) = ("", [BedrockAgentRuntime.CitationEvent](), [Int]())
        for try await event in streamed.stream {
            switch event {
            case .output(let output): text += output.text
            case .citation(let citation):
                citations.append(citation)
                saidBefore.append(text.unicodeScalars.count)
            default: Issue.record("an event of another kind: \(event)")
            }
        }
        #expect(text == whole.output.text)
        #expect(citations.compactMap(\.citation) == whole.citations)
        #expect(citations.map(\.retrievedReferences) == whole.citations?.map(\.retrievedReferences))
        // A program that marks what it has shown finds the part there already.
        #expect(saidBefore == citations.map { ($0.generatedResponsePart?.textResponsePart?.span?.end ?? 0) + 1 })
        #expect(!streamed.sessionId.isEmpty)
        let again = try await ask(question, library, session: streamed.sessionId)
        #expect(again.sessionId == streamed.sessionId)
    }

    /// Bedrock's own words, which programs look for.
    @Test func saysWhenItCannotTell() async throws {
        let library = try await Library()
        let answer = try await ask("Who won the cup in 1974?", library)
        #expect(answer.output.text == "Sorry, I am unable to assist you with this request.")
        #expect(answer.citations?.flatMap { $0.retrievedReferences ?? [] } == [])
    }

    @Test func sessionsGoOn() async throws {
        let library = try await Library()
        let first = try await ask("How many days is annual leave?", library)
        let second = try await ask("How long is a frame guaranteed?", library, session: first.sessionId)
        #expect(second.sessionId == first.sessionId)
        await expectError("ValidationException", "Session with Id none is not valid. Please check and try again.") {
            _ = try await ask("q", library, session: "none")
        }
    }

    @Test func templatesMustHoldTheResults() async throws {
        let library = try await Library()
        let answer = try await ask(
            "How long is a frame guaranteed?", library, template: "Answer from these:\n$search_results$")
        #expect(answer.output.text.contains("ten years"))
        await expectError("ValidationException") { _ = try await ask("q", library, template: "Answer.") }
    }

    @Test func modelsThatAreNone() async throws {
        let library = try await Library()
        await expectError("ValidationException", "The provided model identifier is invalid.") {
            _ = try await ask("frame", library, model: "acme.none-v1:0")
        }
    }
}
