extension Condition {
    /// Reads a condition, filter or key condition expression and puts in what its placeholders stand for.
    /// - Throws: the first thing that AWS finds wrong with it.
    package init(
        _ text: String, kind: ExpressionKind = .condition, in context: inout ExpressionContext
    ) throws(ValidationFailure) {
        let syntax = try ExpressionCache.shared.condition(text, kind: kind)
        self = try ConditionBinder(kind: kind).bind(syntax, &context)
    }
}

/// Makes conditions of syntax. Each predicate is checked whole before the next is looked at, as AWS does.
struct ConditionBinder {
    let kind: ExpressionKind

    func bind(
        _ syntax: ExpressionSyntax.Condition, _ context: inout ExpressionContext
    ) throws(ValidationFailure) -> Condition {
        switch syntax {
        case .any(let parts): return .any(try bind(parts, &context))
        case .all(let parts): return .all(try bind(parts, &context))
        case .not(let part): return .not(try bind(part, &context))
        case .predicate(let predicate): return try bind(predicate, &context)
        }
    }

    private func bind(
        _ parts: [ExpressionSyntax.Condition], _ context: inout ExpressionContext
    ) throws(ValidationFailure) -> [Condition] {
        var conditions: [Condition] = []
        for part in parts { conditions.append(try bind(part, &context)) }
        return conditions
    }

    private func bind(
        _ predicate: ExpressionSyntax.Predicate, _ context: inout ExpressionContext
    ) throws(ValidationFailure) -> Condition {
        var binder = OperandBinder(kind: kind)
        var operands: [BoundOperand] = []
        for operand in predicate.operands { operands.append(binder.bind(operand, &context)) }
        if let failure = binder.firstUndefined { throw failure }
        let rules = OperandRules(kind: kind)
        for operand in operands { try rules.checkCounts(operand) }
        if case .call(let call) = predicate { try rules.checkCount(call.function, operands.count) }
        try rules.checkDistinct(predicate.operatorName, operands)
        for operand in operands { try rules.checkTypes(operand) }
        return try condition(predicate, operands, rules)
    }

    private func condition(
        _ predicate: ExpressionSyntax.Predicate, _ operands: [BoundOperand], _ rules: OperandRules
    ) throws(ValidationFailure) -> Condition {
        let plain = operands.map(Self.operand)
        switch predicate {
        case .comparison(let comparator, _, _):
            if comparator.isOrdering { try rules.checkOrdered(comparator.rawValue, operands) }
            return .comparison(comparator, plain[0], plain[1])
        case .between:
            try rules.checkOrdered("BETWEEN", operands)
            try rules.checkBounds(operands[1], operands[2])
            return .between(plain[0], low: plain[1], high: plain[2])
        case .membership: return .membership(plain[0], Array(plain.dropFirst()))
        case .call(let call): return try function(call.function, operands, plain, rules)
        }
    }

    private func function(
        _ name: String, _ operands: [BoundOperand], _ plain: [Condition.Operand], _ rules: OperandRules
    ) throws(ValidationFailure) -> Condition {
        switch name {
        case "attribute_exists": return .exists(try rules.path(operands[0], of: name))
        case "attribute_not_exists": return .notExists(try rules.path(operands[0], of: name))
        case "attribute_type": return .hasType(plain[0], try rules.attributeType(operands[1]))
        case "begins_with":
            try rules.checkPrefix(operands)
            return .beginsWith(plain[0], plain[1])
        default: return .contains(plain[0], plain[1])
        }
    }

    /// Of functions only `size` comes this far.
    private static func operand(_ operand: BoundOperand) -> Condition.Operand {
        switch operand {
        case .path(let path): .path(path)
        case .value(let value): .value(value)
        case .call(_, let arguments): .size(self.operand(arguments[0]))
        }
    }
}

extension ExpressionSyntax.Predicate {
    /// What errors call the operator or function by.
    fileprivate var operatorName: String {
        switch self {
        case .comparison(let comparator, _, _): comparator.rawValue
        case .between: "BETWEEN"
        case .membership: "IN"
        case .call(let call): call.function
        }
    }
}
