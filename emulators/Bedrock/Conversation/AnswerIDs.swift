import World

/// Identifiers in answers, in the forms that each API gives them.
struct AnswerIDs: Sendable {
    let stream: SeededStream

    /// "tooluse_" and 22 characters.
    func converseToolUse() -> String { "tooluse_" + stream.alphanumeric(22) }
    func anthropicToolUse() -> String { "toolu_bdrk_01" + stream.alphanumeric(22) }
    func anthropicMessage() -> String { "msg_bdrk_01" + stream.alphanumeric(22) }
    func uuid() -> String { stream.uuid() }
}
