import AWSBedrockAgentRuntime
import AWSCore

/// An answer in which numbers in brackets name the passages that it rests on, taken apart.
struct CitedAnswer {
    /// Without the numbers.
    private(set) var text = ""
    private(set) var citations: [BedrockAgentRuntime.Citation] = []

    /// - Parameter passages: number 1 first.
    init(_ answer: String, _ passages: [BedrockAgentRuntime.KnowledgeBaseRetrievalResult]) {
        var rest = answer[...]
        var part = ""
        while !rest.isEmpty {
            guard let group = Self.group(in: rest) else {
                part += rest
                break
            }
            part += rest[..<group.range.lowerBound]
            rest = rest[group.range.upperBound...]
            let cited = group.numbers.filter { passages.indices.contains($0 - 1) }.map { passages[$0 - 1] }
            if !cited.isEmpty { add(&part, cited) }
        }
        add(&part, [])
    }

    private mutating func add(
        _ part: inout String, _ cited: [BedrockAgentRuntime.KnowledgeBaseRetrievalResult]
    ) {
        let words = Self.trimmed(part)
        if !text.isEmpty { text += part.prefix { $0.isWhitespace } }
        part = ""
        // A full stop behind a citation ends the part before it.
        guard words.contains(where: { $0.isLetter || $0.isNumber }) else { return text += words }
        let start = text.unicodeScalars.count
        text += words
        let span = BedrockAgentRuntime.Span(end: start + words.unicodeScalars.count - 1, start: start)
        citations.append(
            .init(
                generatedResponsePart: .init(textResponsePart: .init(span: span, text: words)),
                retrievedReferences: cited.map {
                    .init(content: $0.content, location: $0.location, metadata: $0.metadata)
                }))
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text.drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    /// The first `[1]` or run of such, `[1][2]`.
    private static func group(in text: Substring) -> (range: Range<Substring.Index>, numbers: [Int])? {
        var start = text.startIndex
        while let open = text[start...].firstIndex(of: "[") {
            var (end, numbers) = (open, [Int]())
            while end < text.endIndex, text[end] == "[", let close = text[end...].firstIndex(of: "]"),
                let number = Int(text[text.index(after: end)..<close])
            {
                numbers.append(number)
                end = text.index(after: close)
            }
            if !numbers.isEmpty { return (open..<end, numbers) }
            start = text.index(after: open)
        }
        return nil
    }
}
