import AWSCore

/// Cuts a draft where a model would have stopped, and says why it stopped.
enum Completion {
    /// - Parameter keepsStopSequence: Nova's answers end with the sequence that stopped them.
    static func finish(
        _ draft: ChatDraft, _ request: ChatRequest, keepsStopSequence: Bool = false
    ) -> (parts: [ChatDraft.Part], stop: ChatAnswer.Stop, outputTokens: Int) {
        var parts: [ChatDraft.Part] = []
        var left = request.outputTokensMax
        for part in draft.parts {
            switch part {
            case .call(let call):
                let tokens = self.tokens(of: call)
                guard tokens <= left else { return (parts, .maxTokens, request.outputTokensMax) }
                left -= tokens
                parts.append(part)
            case .text(let text):
                let stop = firstStop(in: text, request.stopSequences)
                let said =
                    stop.map { text[..<(keepsStopSequence ? $0.range.upperBound : $0.range.lowerBound)] } ?? text[...]
                let kept = TokenCounter.prefix(String(said), tokens: left)
                left -= TokenCounter.count(kept)
                if !kept.isEmpty { parts.append(.text(String(kept))) }
                if kept.endIndex < said.endIndex || kept.utf8.count < said.utf8.count {
                    return (parts, .maxTokens, request.outputTokensMax)
                }
                if let stop { return (parts, .sequence(stop.sequence), request.outputTokensMax - left) }
            }
        }
        return (parts, calls(in: parts) ? .toolUse : .endTurn, request.outputTokensMax - left)
    }

    private static func calls(in parts: [ChatDraft.Part]) -> Bool {
        parts.contains { if case .call = $0 { true } else { false } }
    }

    /// Its JSON, and the words that name it.
    static func tokens(of call: ToolCall) -> Int {
        12 + TokenCounter.count(call.name) + TokenCounter.count(call.input.jsonText())
    }

    private static func firstStop(
        in text: String, _ sequences: [String]
    ) -> (sequence: String, range: Range<String.Index>)? {
        let found = sequences.compactMap { sequence in
            sequence.isEmpty ? nil : text.firstRange(of: sequence).map { (sequence: sequence, range: $0) }
        }
        return found.min { $0.range.lowerBound < $1.range.lowerBound }
    }
}
