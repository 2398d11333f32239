package import AWSDynamoDB

/// A condition on an item, ready to be evaluated: the meaning of condition and filter expressions and of the legacy
/// parameters Expected, QueryFilter and ScanFilter.
package indirect enum Condition: Equatable, Sendable {
    /// True when one is, from left to right.
    case any([Condition])
    /// True when all are, from left to right.
    case all([Condition])
    case not(Condition)
    case comparison(Comparator, Operand, Operand)
    case between(Operand, low: Operand, high: Operand)
    case membership(Operand, [Operand])
    case exists(DocumentPath)
    case notExists(DocumentPath)
    case hasType(Operand, AttributeType)
    case beginsWith(Operand, Operand)
    case contains(Operand, Operand)

    package indirect enum Operand: Equatable, Sendable {
        case path(DocumentPath)
        case value(DynamoDB.AttributeValue)
        case size(Operand)
    }
}

extension Condition {
    /// The paths that the condition looks at, in its order.
    package var paths: [DocumentPath] {
        switch self {
        case .any(let parts), .all(let parts): parts.flatMap(\.paths)
        case .not(let condition): condition.paths
        case .comparison(_, let left, let right): left.paths + right.paths
        case .between(let operand, let low, let high): operand.paths + low.paths + high.paths
        case .membership(let operand, let members): operand.paths + members.flatMap(\.paths)
        case .exists(let path), .notExists(let path): [path]
        case .hasType(let operand, _): operand.paths
        case .beginsWith(let operand, let prefix): operand.paths + prefix.paths
        case .contains(let operand, let part): operand.paths + part.paths
        }
    }
}

extension Condition.Operand {
    var paths: [DocumentPath] {
        switch self {
        case .path(let path): [path]
        case .value: []
        case .size(let operand): operand.paths
        }
    }
}
