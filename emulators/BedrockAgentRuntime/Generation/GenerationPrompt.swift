import AWSBedrockAgentRuntime

/// What a model is told that answers from passages.
///
/// Source: Bedrock User Guide, "Knowledge base prompt templates": a template of the caller's own has
/// `$search_results$`, and may have `$output_format_instructions$` and `$query$`.
struct GenerationPrompt {
    static let placeholder = "$search_results$"

    private static let standard = """
        You answer questions from search results.
        If the search results do not hold the answer, reply exactly "\(unknown)"
        $output_format_instructions$

        $search_results$
        """

    /// Bedrock's own words for a question that the passages do not answer.
    static let unknown = "Sorry, I am unable to assist you with this request."

    private static let format = "After each statement, cite the results that say so by their numbers, such as [1]."

    let template: String?

    func text(_ passages: [BedrockAgentRuntime.KnowledgeBaseRetrievalResult], question: String) -> String {
        let results = passages.enumerated().map { "[\($0.offset + 1)] \($0.element.content.text ?? "")" }
        return (template ?? Self.standard).replacing("$output_format_instructions$", with: Self.format)
            .replacing("$query$", with: question)
            .replacing(Self.placeholder, with: results.joined(separator: "\n\n"))
    }
}
