import AWSDynamoDB
import DynamoDBEmulator
import Testing

typealias Value = DynamoDB.AttributeValue

/// The message of the `ValidationFailure` that `body` throws; nil when it throws none.
func failure(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch {
        return (error as? ValidationFailure)?.message ?? "\(error)"
    }
}

/// Whether two values print the same: what tests mean by equal.
func same(_ left: Item, _ right: Item) -> Bool {
    Value.m(left).isSame(as: .m(right))
}

/// Binds a condition with the names and values given.
func condition(
    _ text: String, kind: ExpressionKind = .condition, names: [String: String]? = nil, values: [String: Value]? = nil
) throws -> Condition {
    var context = try ExpressionContext(names: names, values: values)
    return try Condition(text, kind: kind, in: &context)
}

func update(_ text: String, names: [String: String]? = nil, values: [String: Value]? = nil) throws -> Update {
    var context = try ExpressionContext(names: names, values: values)
    return try Update(text, in: &context)
}

func projection(_ text: String, names: [String: String]? = nil) throws -> Projection {
    var context = try ExpressionContext(names: names, values: nil)
    return try Projection(text, in: &context)
}

/// An expression and the words with which DynamoDB refuses it.
struct RefusedExpression: Sendable, CustomTestStringConvertible {
    let text: String
    let words: String
    var values: [String: Value]?
    var testDescription: String { text }

    init(_ text: String, _ words: String, values: [String: Value]? = nil) {
        self.text = text
        self.words = words
        self.values = values
    }
}

/// An expression with a syntax error: the token at fault, and the text near it.
struct MisspelledExpression: Sendable, CustomTestStringConvertible {
    let text: String
    let token: String
    let near: String
    var testDescription: String { text }

    init(_ text: String, _ token: String, near: String) {
        self.text = text
        self.token = token
        self.near = near
    }
}
