import AWSBedrockRuntime
import AWSCore

/// Puts the events of a streamed reply together.
struct ReplyAssembly {
    private var blocks: [Int: Block] = [:]
    private var stopReason: BedrockRuntime.StopReason = .endTurn
    /// What has been passed on.
    private(set) var textBytes = 0

    private enum Block {
        case text(String)
        case toolUse(id: String, name: String, input: String)
    }

    /// - Returns: text to pass on, when the event brings some.
    /// - Throws: `ModelError` once tool arguments are longer than any that make sense.
    mutating func take(_ event: BedrockRuntime.ConverseStreamOutput) throws -> String? {
        switch event {
        case .contentBlockStart(let start):
            guard case .toolUse(let use) = start.start else { return nil }
            blocks[start.contentBlockIndex] = .toolUse(id: use.toolUseId, name: use.name, input: "")
        case .contentBlockDelta(let delta): return try take(delta.delta, at: delta.contentBlockIndex)
        case .messageStop(let stop): stopReason = stop.stopReason
        default: break
        }
        return nil
    }

    private mutating func take(_ delta: BedrockRuntime.ContentBlockDelta, at index: Int) throws -> String? {
        switch (delta, blocks[index]) {
        case (.text(let text), .text(let before)?):
            blocks[index] = .text(before + text)
            textBytes += text.utf8.count
            return text
        case (.text(let text), nil):
            blocks[index] = .text(text)
            textBytes += text.utf8.count
            return text
        case (.toolUse(let more), .toolUse(let id, let name, let input)?):
            guard input.utf8.count + more.input.utf8.count <= Self.inputBytesMax else {
                throw ChatbotError(.model, "The model gave a tool too long an input.")
            }
            blocks[index] = .toolUse(id: id, name: name, input: input + more.input)
            return nil
        default: return nil
        }
    }

    private static let inputBytesMax = 64 * 1024

    var reply: ChatReply {
        let content = blocks.sorted { $0.key < $1.key }.map { _, block -> BedrockRuntime.ContentBlock in
            switch block {
            case .text(let text): return .text(text)
            case .toolUse(let id, let name, let input):
                let arguments = (try? Document(json: input)) ?? .object(Document.Object())
                return .toolUse(BedrockRuntime.ToolUseBlock(toolUseId: id, name: name, input: arguments))
            }
        }
        return ChatReply(content: content, stopReason: stopReason)
    }
}
