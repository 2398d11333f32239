import AWSDynamoDB

extension Update {
    /// Reads an UpdateExpression and puts in what its placeholders stand for.
    /// - Throws: the first thing that AWS finds wrong with it.
    package init(_ text: String, in context: inout ExpressionContext) throws(ValidationFailure) {
        let syntax = try ExpressionCache.shared.update(text)
        var binder = OperandBinder(kind: .update)
        var bound: [BoundAction] = []
        for action in syntax { bound.append(BoundAction(action, &binder, &context)) }
        if let failure = binder.undefinedName ?? binder.undefinedValue { throw failure }
        try PathRules(kind: .update).check(bound.map(\.path))
        for action in bound { try action.checkSetOperator() }
        for action in bound { try action.checkFunctions() }
        self.init(actions: bound.map(\.action))
    }
}

/// An action with its placeholders filled in, before its operands are checked.
private struct BoundAction {
    enum Content {
        case set(BoundOperand)
        case remove
        case add(DynamoDB.AttributeValue)
        case delete(DynamoDB.AttributeValue)
    }

    let path: DocumentPath
    let content: Content

    init(_ action: ExpressionSyntax.Action, _ binder: inout OperandBinder, _ context: inout ExpressionContext) {
        path = binder.bind(action.path, &context)
        switch action {
        case .set(_, .operand(let operand)): content = .set(binder.bind(operand, &context))
        case .set(_, .sum(let left, let right)):
            content = .set(.call("+", [binder.bind(left, &context), binder.bind(right, &context)]))
        case .set(_, .difference(let left, let right)):
            content = .set(.call("-", [binder.bind(left, &context), binder.bind(right, &context)]))
        case .remove: content = .remove
        case .add(_, let placeholder): content = .add(binder.bind(value: placeholder, &context))
        case .delete(_, let placeholder): content = .delete(binder.bind(value: placeholder, &context))
        }
    }

    /// ADD takes numbers and sets, DELETE sets.
    func checkSetOperator() throws(ValidationFailure) {
        let (name, value): (String, DynamoDB.AttributeValue)
        switch content {
        case .add(let operand): (name, value) = ("ADD", operand)
        case .delete(let operand): (name, value) = ("DELETE", operand)
        case .set, .remove: return
        }
        if value.type.isSet || (name == "ADD" && value.type == .number) { return }
        throw ExpressionKind.update.failure(
            "Incorrect operand type for operator or function; operator: \(name), operand type: \(value.type.longName)")
    }

    func checkFunctions() throws(ValidationFailure) {
        if case .set(let operand) = content { try check(operand) }
    }

    private func check(_ operand: BoundOperand) throws(ValidationFailure) {
        guard case .call(let name, let arguments) = operand else { return }
        let rules = OperandRules(kind: .update)
        for argument in arguments { try check(argument) }
        switch name {
        case "+", "-": try check(arguments, are: .number, for: name)
        case "list_append":
            try rules.checkCount(name, arguments.count)
            try check(arguments, are: .list, for: name)
        default:
            try rules.checkCount(name, arguments.count)
            _ = try rules.path(arguments[0], of: name)
        }
    }

    private func check(_ operands: [BoundOperand], are type: AttributeType, for name: String) throws(ValidationFailure)
    {
        for operand in operands {
            if let actual = operand.valueType, actual != type {
                throw OperandRules(kind: .update).incorrectType(name, actual)
            }
        }
    }

    var action: Update.Action {
        let change: Update.Change =
            switch content {
            case .set(let operand): .set(Self.value(operand))
            case .remove: .remove
            case .add(let value): .add(value)
            case .delete(let value): .delete(value)
            }
        return Update.Action(path: path, change: change)
    }

    /// Of calls only those come this far that have two operands.
    private static func value(_ operand: BoundOperand) -> Update.Value {
        switch operand {
        case .path(let path): return .path(path)
        case .value(let value): return .constant(value)
        case .call("+", let operands): return .sum(value(operands[0]), value(operands[1]))
        case .call("-", let operands): return .difference(value(operands[0]), value(operands[1]))
        case .call("list_append", let operands): return .listAppend(value(operands[0]), value(operands[1]))
        case .call(_, let operands):
            guard let path = operands[0].path else { preconditionFailure("checked to be a path") }
            return .ifNotExists(path, value(operands[1]))
        }
    }
}
