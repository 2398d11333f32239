/// What AWS checks of an expression before it looks at names and values: functions, reserved words, paths.
///
/// The order of the checks is that recorded by dynalite's tests, group by group over the whole expression.
struct SyntaxRules {
    let kind: ExpressionKind

    private static let conditionFunctions: Set<String> = [
        "attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size",
    ]
    private static let updateFunctions: Set<String> = ["if_not_exists", "list_append"]

    func check(_ condition: ExpressionSyntax.Condition) throws(ValidationFailure) {
        let predicates = condition.predicates
        for predicate in predicates {
            for call in predicate.calls { try checkFunction(call.function) }
        }
        for predicate in predicates { try checkUse(predicate) }
        for predicate in predicates {
            for operand in predicate.operands { try check(operand.paths) }
        }
    }

    func check(_ update: UpdateParser.Result) throws(ValidationFailure) {
        for action in update.actions { try check(action.paths) }
        for action in update.actions {
            for call in action.calls { try checkFunction(call.function) }
        }
        if let section = update.repeatedSection {
            throw kind.failure("The \"\(section)\" section can only be used once in an update expression;")
        }
    }

    func check(_ paths: [ExpressionSyntax.Path]) throws(ValidationFailure) {
        for path in paths {
            for case .name(let name) in path.elements where ReservedWords.contains(name) {
                throw kind.failure("Attribute name is a reserved keyword; reserved keyword: \(name)")
            }
            guard path.elements.count <= ExpressionLimits.pathElementsMax else {
                throw kind.failure(
                    "The document path has too many nesting elements; nesting element count: \(path.elements.count)")
            }
        }
    }

    private func checkFunction(_ function: String) throws(ValidationFailure) {
        let isUpdate = kind == .update
        if (isUpdate ? Self.updateFunctions : Self.conditionFunctions).contains(function) { return }
        if (isUpdate ? Self.conditionFunctions : Self.updateFunctions).contains(function) {
            let place = isUpdate ? "an update" : "a condition"
            throw kind.failure("The function is not allowed in \(place) expression; function: \(function)")
        }
        throw kind.failure("Invalid function name; function: \(function)")
    }

    /// `size` gives an operand and no condition; all other functions give conditions and no operands.
    private func checkUse(_ predicate: ExpressionSyntax.Predicate) throws(ValidationFailure) {
        if case .call(let call) = predicate {
            try checkOperands(call.arguments)
            if call.function == "size" { throw misuse(call) }
        } else {
            try checkOperands(predicate.operands)
        }
    }

    private func checkOperands(_ operands: [ExpressionSyntax.Operand]) throws(ValidationFailure) {
        for case .call(let call) in operands {
            try checkOperands(call.arguments)
            if call.function != "size" { throw misuse(call) }
        }
    }

    private func misuse(_ call: ExpressionSyntax.Call) -> ValidationFailure {
        kind.failure("The function is not allowed to be used this way in an expression; function: \(call.function)")
    }
}

extension ExpressionSyntax.Condition {
    /// The predicates in the order of the text.
    var predicates: [ExpressionSyntax.Predicate] {
        switch self {
        case .any(let parts), .all(let parts): parts.flatMap(\.predicates)
        case .not(let condition): condition.predicates
        case .predicate(let predicate): [predicate]
        }
    }
}

extension ExpressionSyntax.Predicate {
    var operands: [ExpressionSyntax.Operand] {
        switch self {
        case .comparison(_, let left, let right): [left, right]
        case .between(let operand, let low, let high): [operand, low, high]
        case .membership(let operand, let members): [operand] + members
        case .call(let call): call.arguments
        }
    }

    /// The functions that are called, inner ones first.
    var calls: [ExpressionSyntax.Call] {
        let inner = operands.flatMap(\.calls)
        guard case .call(let call) = self else { return inner }
        return inner + [call]
    }
}

extension ExpressionSyntax.Operand {
    var calls: [ExpressionSyntax.Call] {
        guard case .call(let call) = self else { return [] }
        return call.arguments.flatMap(\.calls) + [call]
    }

    var paths: [ExpressionSyntax.Path] {
        switch self {
        case .path(let path): [path]
        case .value: []
        case .call(let call): call.arguments.flatMap(\.paths)
        }
    }
}

extension ExpressionSyntax.SetValue {
    var operands: [ExpressionSyntax.Operand] {
        switch self {
        case .operand(let operand): [operand]
        case .sum(let left, let right), .difference(let left, let right): [left, right]
        }
    }
}

extension ExpressionSyntax.Action {
    private var operands: [ExpressionSyntax.Operand] {
        guard case .set(_, let value) = self else { return [] }
        return value.operands
    }

    var calls: [ExpressionSyntax.Call] { operands.flatMap(\.calls) }

    var paths: [ExpressionSyntax.Path] { [path] + operands.flatMap(\.paths) }
}
