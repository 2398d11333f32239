import AWSCore
import AWSDynamoDB

/// What operators and functions of conditions ask of their operands.
struct OperandRules {
    let kind: ExpressionKind

    private static let operandCounts = [
        "attribute_exists": 1, "attribute_not_exists": 1, "attribute_type": 2, "begins_with": 2, "contains": 2,
        "size": 1, "if_not_exists": 2, "list_append": 2,
    ]

    func checkCount(_ function: String, _ count: Int) throws(ValidationFailure) {
        guard Self.operandCounts[function] != count else { return }
        throw kind.failure(
            "Incorrect number of operands for operator or function; operator or function: \(function), "
                + "number of operands: \(count)")
    }

    /// The counts of the functions called within `operand`, inner ones first.
    func checkCounts(_ operand: BoundOperand) throws(ValidationFailure) {
        guard case .call(let function, let arguments) = operand else { return }
        for argument in arguments { try checkCounts(argument) }
        try checkCount(function, arguments.count)
    }

    func checkDistinct(_ name: String, _ operands: [BoundOperand]) throws(ValidationFailure) {
        guard let first = operands.first?.path, operands.dropFirst().contains(where: { $0.path == first }) else {
            return
        }
        throw kind.failure(
            "The first operand must be distinct from the remaining operands for this operator or function; "
                + "operator: \(name), first operand: \(first)")
    }

    /// `size` takes what has a size; checked inner ones first.
    func checkTypes(_ operand: BoundOperand) throws(ValidationFailure) {
        guard case .call(let function, let arguments) = operand else { return }
        for argument in arguments {
            try checkTypes(argument)
            if let type = type(of: argument), type == .number || type == .bool || type == .null {
                throw incorrectType(function, type)
            }
        }
    }

    /// Ordering comparisons and BETWEEN take values that have an order.
    func checkOrdered(_ name: String, _ operands: [BoundOperand]) throws(ValidationFailure) {
        for operand in operands {
            if let type = operand.valueType, !type.isOrdered { throw incorrectType(name, type) }
        }
    }

    func checkBounds(_ low: BoundOperand, _ high: BoundOperand) throws(ValidationFailure) {
        guard case .value(let low) = low, case .value(let high) = high else { return }
        let problem: String
        if low.type != high.type {
            problem = "same data type for lower and upper bounds"
        } else if low.order(against: high) == .after {
            problem = "upper bound to be greater than or equal to lower bound"
        } else {
            return
        }
        throw kind.failure(
            "The BETWEEN operator requires \(problem); lower bound operand: AttributeValue: \(low.quoted), "
                + "upper bound operand: AttributeValue: \(high.quoted)")
    }

    func path(_ operand: BoundOperand, of function: String) throws(ValidationFailure) -> DocumentPath {
        guard let path = operand.path else {
            throw kind.failure("Operator or function requires a document path; operator or function: \(function)")
        }
        return path
    }

    func checkPrefix(_ operands: [BoundOperand]) throws(ValidationFailure) {
        for operand in operands {
            if let type = type(of: operand), type != .string, type != .binary {
                throw incorrectType("begins_with", type)
            }
        }
    }

    /// The type that the second operand of `attribute_type` names: it must be a text that is given as a value.
    func attributeType(_ operand: BoundOperand) throws(ValidationFailure) -> AttributeType {
        guard case .value(.s(let name)) = operand else {
            let type = type(of: operand)?.rawValue ?? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"
            throw kind.failure(
                "Incorrect operand type for operator or function; operator or function: attribute_type, "
                    + "operand type: \(type)")
        }
        guard let type = AttributeType(rawValue: name) else {
            throw kind.failure(
                "Invalid attribute type name found; type: \(name), valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}")
        }
        return type
    }

    func incorrectType(_ name: String, _ type: AttributeType) -> ValidationFailure {
        kind.failure(
            "Incorrect operand type for operator or function; operator or function: \(name), "
                + "operand type: \(type.rawValue)")
    }

    /// The type that an operand is known to have before there is an item: `size` gives a number.
    private func type(of operand: BoundOperand) -> AttributeType? {
        if case .call("size", _) = operand { .number } else { operand.valueType }
    }
}

extension DynamoDB.AttributeValue {
    /// As errors quote the bounds of BETWEEN: `{N:1}`.
    fileprivate var quoted: String {
        switch self {
        case .s(let text), .n(let text): "{\(type.rawValue):\(text)}"
        case .b(let blob): "{\(type.rawValue):\(blob.base64)}"
        default: "{\(type.rawValue)}"
        }
    }
}
