import AWSCore
import AWSDynamoDB

/// What holds of items and keys before anyone looks at a table.
enum ItemRules {
    /// The attributes as they are stored: numbers and sets in their one form.
    static func stored(_ item: Item) throws(DynamoDBError) -> Item {
        try refusing { () throws(ValidationFailure) in
            try DynamoDB.AttributeValue.validated(item, wording: .older)
        }
    }

    static func checkSize(_ item: Item) throws(DynamoDBError) {
        guard ItemSize.bytes(of: item) <= DynamoDBLimits.itemBytesMax else {
            throw .validation("Item size has exceeded the maximum allowed size")
        }
    }
}

enum ReturnValueRules {
    /// PutItem and DeleteItem return what was there before, or nothing.
    static func checkOld(_ value: DynamoDB.ReturnValue?) throws(DynamoDBError) {
        guard let value, value != .allOld, value != .none else { return }
        throw .validation("ReturnValues can only be ALL_OLD or NONE")
    }
}

/// The parameters that state the condition of a PutItem or DeleteItem, new style or old.
struct ConditionParameters {
    let expression: String?
    let names: [String: String]?
    let values: Item?
    let expected: [String: DynamoDB.ExpectedAttributeValue]?
    let conditionalOperator: DynamoDB.ConditionalOperator?

    func check() throws(DynamoDBError) {
        guard !isEmpty else { return }
        try refusing { () throws(ValidationFailure) in
            try ParameterStyles(
                expressions: [(.condition, expression)],
                legacy: [("Expected", expected != nil), ("ConditionalOperator", conditionalOperator != nil)]
            ).check(hasNames: names != nil, hasValues: values != nil)
        }
    }

    func condition() throws(DynamoDBError) -> Condition? {
        guard !isEmpty else { return nil }
        return try refusing { () throws(ValidationFailure) in
            let join = try LegacyJoin(conditionalOperator, joining: expected?.count)
            if let expected { return try Condition(expected: expected, join: join) }
            var context = try ExpressionContext(names: names, values: values)
            guard let expression else { return nil }
            let condition = try Condition(expression, kind: .condition, in: &context)
            try context.checkAllUsed()
            return condition
        }
    }

    private var isEmpty: Bool {
        expression == nil && names == nil && values == nil && expected == nil && conditionalOperator == nil
    }
}
