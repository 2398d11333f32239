import Synchronization

/// Expressions that were read before, by their text, so that a program's few expressions are parsed once.
///
/// Only what passed is kept. A full cache is emptied: programs that use more texts than it holds gain nothing from
/// remembering some of them.
final class ExpressionCache: Sendable {
    enum Entry: Sendable {
        case condition(ExpressionSyntax.Condition)
        case update(UpdateParser.Result)
        case projection([ExpressionSyntax.Path])
    }

    private struct Key: Hashable {
        let kind: ExpressionKind
        let text: String
    }

    static let entriesMax = 1024
    static let shared = ExpressionCache()

    private let entries = Mutex<[Key: Entry]>([:])

    func condition(_ text: String, kind: ExpressionKind) throws(ValidationFailure) -> ExpressionSyntax.Condition {
        if case .condition(let condition)? = entry(kind, text) { return condition }
        try checkText(text, kind)
        let condition = try ConditionParser.parse(text, kind: kind)
        try SyntaxRules(kind: kind).check(condition)
        store(.condition(condition), kind, text)
        return condition
    }

    func update(_ text: String) throws(ValidationFailure) -> [ExpressionSyntax.Action] {
        if case .update(let update)? = entry(.update, text) { return update.actions }
        try checkText(text, .update)
        let update = try UpdateParser.parse(text)
        try SyntaxRules(kind: .update).check(update)
        store(.update(update), .update, text)
        return update.actions
    }

    func projection(_ text: String) throws(ValidationFailure) -> [ExpressionSyntax.Path] {
        if case .projection(let paths)? = entry(.projection, text) { return paths }
        try checkText(text, .projection)
        let paths = try ProjectionParser.parse(text)
        try SyntaxRules(kind: .projection).check(paths)
        store(.projection(paths), .projection, text)
        return paths
    }

    private func checkText(_ text: String, _ kind: ExpressionKind) throws(ValidationFailure) {
        guard !text.isEmpty else { throw kind.failure("The expression can not be empty;") }
        let bytes = text.utf8.count
        guard bytes <= ExpressionLimits.bytesMax else {
            throw kind.failure("Expression size has exceeded the maximum allowed size; expression size: \(bytes)")
        }
    }

    private func entry(_ kind: ExpressionKind, _ text: String) -> Entry? {
        entries.withLock { $0[Key(kind: kind, text: text)] }
    }

    private func store(_ entry: Entry, _ kind: ExpressionKind, _ text: String) {
        entries.withLock { entries in
            if entries.count >= Self.entriesMax { entries.removeAll() }
            entries[Key(kind: kind, text: text)] = entry
        }
    }
}
