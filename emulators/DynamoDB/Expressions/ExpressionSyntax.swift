/// What the text of an expression says, before names and values are put in. Immutable, so that it can be cached.
enum ExpressionSyntax {
    /// A path as written.
    struct Path: Hashable, Sendable {
        enum Element: Hashable, Sendable {
            case name(String)
            /// `#placeholder`
            case placeholder(String)
            case index(Int)
        }

        var elements: [Element]
    }

    struct Call: Hashable, Sendable {
        let function: String
        let arguments: [Operand]
    }

    indirect enum Operand: Hashable, Sendable {
        case path(Path)
        /// `:placeholder`
        case value(String)
        case call(Call)
    }

    /// `a = b`, `size(a) BETWEEN b AND c`, `a IN (b, c)`, `contains(a, b)`: what has no condition inside.
    enum Predicate: Hashable, Sendable {
        case comparison(Comparator, Operand, Operand)
        case between(Operand, low: Operand, high: Operand)
        case membership(Operand, [Operand])
        case call(Call)
    }

    indirect enum Condition: Hashable, Sendable {
        case any([Condition])
        case all([Condition])
        case not(Condition)
        case predicate(Predicate)
    }

    /// The right-hand side of SET.
    indirect enum SetValue: Hashable, Sendable {
        case operand(Operand)
        case sum(Operand, Operand)
        case difference(Operand, Operand)
    }

    enum Action: Hashable, Sendable {
        case set(Path, SetValue)
        case remove(Path)
        case add(Path, String)
        case delete(Path, String)

        var path: Path {
            switch self {
            case .set(let path, _), .remove(let path), .add(let path, _), .delete(let path, _): path
            }
        }
    }
}

/// The operators of two operands that compare.
package enum Comparator: String, Hashable, Sendable {
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// Whether it needs values that have an order.
    package var isOrdering: Bool { self != .equal && self != .notEqual }

    /// The same comparison with its operands exchanged.
    package var mirrored: Self {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}
