package import AWSDynamoDB

/// The parameters of a request that say the same in two ways: by expressions, and as before there were any.
package struct ParameterStyles {
    private let expressions: [ExpressionKind]
    private let given: [ExpressionKind]
    private let legacy: [String]
    private let hasKeyConditions: Bool

    /// - Parameters:
    ///   - expressions: those the operation has, in the order in which errors list them, each with its text.
    ///   - legacy: the old parameters of the operation in that order, and whether the request has them.
    package init(expressions: [(ExpressionKind, String?)], legacy: [(name: String, isGiven: Bool)]) {
        self.expressions = expressions.map(\.0)
        given = expressions.filter { $0.1 != nil }.map(\.0)
        self.legacy = legacy.filter(\.isGiven).map(\.name)
        hasKeyConditions = legacy.contains { $0.name == "KeyConditions" && $0.isGiven }
    }

    /// - Parameters:
    ///   - hasNames: the request has ExpressionAttributeNames.
    ///   - hasValues: the request has ExpressionAttributeValues.
    ///   - wording: only the older names the expressions that are missing.
    /// - Throws: when both ways are used at once, or placeholders without expressions.
    package func check(
        hasNames: Bool, hasValues: Bool, wording: ValueWording = .older
    ) throws(ValidationFailure) {
        try checkMixture()
        if hasNames, given.isEmpty {
            throw ValidationFailure("ExpressionAttributeNames can only be specified when using expressions")
        }
        let takers = expressions.filter { $0 != .projection }
        guard hasValues, !takers.isEmpty, !given.contains(where: takers.contains) else { return }
        let missing = takers.map(\.rawValue).joined(separator: " and ")
        let detail = wording == .older ? ": \(missing) \(takers.count > 1 ? "are" : "is") null" : ""
        throw ValidationFailure("ExpressionAttributeValues can only be specified when using expressions\(detail)")
    }

    /// KeyConditions may stand beside a FilterExpression as long as there is no KeyConditionExpression.
    private func checkMixture() throws(ValidationFailure) {
        let old = given.contains(.keyCondition) ? legacy : legacy.filter { $0 != "KeyConditions" }
        guard !given.isEmpty, !old.isEmpty else { return }
        throw ValidationFailure(
            "Can not use both expression and non-expression parameters in the same request: "
                + "Non-expression parameters: {\(old.joined(separator: ", "))} "
                + "Expression parameters: {\(given.map(\.rawValue).joined(separator: ", "))}")
    }
}

/// How conditions of legacy parameters are joined.
package enum LegacyJoin: Sendable {
    case all
    case any

    /// - Parameters:
    ///   - conditionalOperator: as sent; AND when nil.
    ///   - count: conditions in Expected, QueryFilter or ScanFilter; nil when there is no such parameter.
    /// - Throws: when the operator has nothing to join.
    package init(
        _ conditionalOperator: DynamoDB.ConditionalOperator?, joining count: Int?
    ) throws(ValidationFailure) {
        guard let conditionalOperator else {
            self = .all
            return
        }
        guard let count else {
            throw ValidationFailure("ConditionalOperator cannot be used without Filter or Expected")
        }
        guard count > 1 else {
            throw ValidationFailure(
                "ConditionalOperator can only be used when Filter or Expected has two or more elements")
        }
        self = conditionalOperator.rawValue == "OR" ? .any : .all
    }
}
