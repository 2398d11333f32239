/// The five expression parameters, under the names that errors call them by.
package enum ExpressionKind: String, Hashable, Sendable {
    case condition = "ConditionExpression"
    case filter = "FilterExpression"
    case keyCondition = "KeyConditionExpression"
    case projection = "ProjectionExpression"
    case update = "UpdateExpression"

    func failure(_ detail: String) -> ValidationFailure {
        ValidationFailure("Invalid \(rawValue): \(detail)")
    }

    var redundantParentheses: ValidationFailure { failure("The expression has redundant parentheses;") }
}

/// Limits on expressions. Source: developer guide, "Quotas", Expression parameters, unless another is named.
package enum ExpressionLimits {
    /// Bytes of the text as sent.
    package static let bytesMax = 4096
    /// Operators and functions of one expression.
    package static let operatorsMax = 300
    /// Operands of IN.
    package static let membersMax = 100
    /// Bytes of one `#name` or `:value`.
    package static let placeholderBytesMax = 255
    /// Bytes of all placeholders with what they stand for.
    package static let substitutionBytesMax = 2 << 20
    /// Elements of a path: as many as levels of a document.
    package static let pathElementsMax = 32
    /// Parentheses and calls inside each other. More cannot be without ``operatorsMax`` operators, redundant
    /// parentheses or an absurd request, and the parser's stack stays small.
    static let nestingMax = 200
}
