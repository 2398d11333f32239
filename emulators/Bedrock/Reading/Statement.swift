/// One sentence, list item, table row or line of code of a passage, with what it needs to be understood.
struct Statement: Sendable {
    enum Kind: Sendable { case sentence, item, row, code, heading }

    /// As the source has it, without markup.
    let text: String
    let kind: Kind
    /// The passage that it stands in.
    let passage: Int
    /// A number shared by the statements of one paragraph, list or table.
    let block: Int
    /// The headings above it and the sentence that leads into its list.
    let context: String
    /// The sentence that leads into its list: "You need:".
    let leadIn: String?
    /// The row of a table that it is.
    var row: TableReading.Row?
    /// What a table's row is about.
    var key: String? { row?.key }
    /// The heading right above asks, so that this answers.
    var isAsked: Bool { context.hasSuffix("?") }
}
