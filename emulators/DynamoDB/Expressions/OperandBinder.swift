import AWSDynamoDB

/// An operand whose placeholders have been filled in.
indirect enum BoundOperand {
    case path(DocumentPath)
    case value(DynamoDB.AttributeValue)
    case call(String, [BoundOperand])

    var path: DocumentPath? { if case .path(let path) = self { path } else { nil } }
    var valueType: AttributeType? { if case .value(let value) = self { value.type } else { nil } }
}

/// Fills in placeholders. The first undefined name and the first undefined value are remembered, so that callers can
/// report them in AWS's order.
struct OperandBinder {
    let kind: ExpressionKind
    private(set) var undefinedName: ValidationFailure?
    private(set) var undefinedValue: ValidationFailure?
    /// The one of the two that comes first in the text.
    private(set) var firstUndefined: ValidationFailure?

    init(kind: ExpressionKind) {
        self.kind = kind
    }

    mutating func bind(
        _ operand: ExpressionSyntax.Operand, _ context: inout ExpressionContext
    ) -> BoundOperand {
        switch operand {
        case .path(let path): return .path(bind(path, &context))
        case .value(let placeholder): return .value(bind(value: placeholder, &context))
        case .call(let call):
            var arguments: [BoundOperand] = []
            for argument in call.arguments { arguments.append(bind(argument, &context)) }
            return .call(call.function, arguments)
        }
    }

    mutating func bind(_ path: ExpressionSyntax.Path, _ context: inout ExpressionContext) -> DocumentPath {
        var elements: [PathElement] = []
        elements.reserveCapacity(path.elements.count)
        for element in path.elements {
            switch element {
            case .name(let name): elements.append(.attribute(name))
            case .index(let index): elements.append(.index(index))
            case .placeholder(let placeholder): elements.append(.attribute(bind(name: placeholder, &context)))
            }
        }
        return DocumentPath(elements)
    }

    /// The value, or any other when it is undefined: the caller throws before it matters.
    mutating func bind(value placeholder: String, _ context: inout ExpressionContext) -> DynamoDB.AttributeValue {
        if let value = context.value(placeholder) { return value }
        let failure = kind.failure(
            "An expression attribute value used in expression is not defined; attribute value: \(placeholder)")
        undefinedValue = undefinedValue ?? failure
        firstUndefined = firstUndefined ?? failure
        return .null(true)
    }

    private mutating func bind(name placeholder: String, _ context: inout ExpressionContext) -> String {
        if let name = context.name(placeholder) { return name }
        let failure = kind.failure(
            "An expression attribute name used in the document path is not defined; attribute name: \(placeholder)")
        undefinedName = undefinedName ?? failure
        firstUndefined = firstUndefined ?? failure
        return ""
    }
}
