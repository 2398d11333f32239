/// `{"numeric": [">", 0, "<=", 5]}`
extension PatternCompiler {
    /// What follows the opening bracket.
    mutating func numeric() throws(PatternError) -> ValueTest {
        guard try reader.next() == .string else {
            throw reader.failure("Invalid member in numeric match: \(try reader.text())")
        }
        let comparison = try reader.text()
        switch comparison {
        case "=":
            let value = try operand("equals")
            guard try reader.next() == .arrayEnd else { throw tooManyElements }
            return .number(try comparable(value))
        case "<", "<=":
            let value = try operand(comparison)
            guard try reader.next() == .arrayEnd else { throw tooManyElements }
            return .range(NumericRange(top: try comparable(value), isTopOpen: comparison == "<"))
        case ">", ">=":
            let value = try operand(comparison)
            let token = try reader.next()
            if token == .arrayEnd {
                return .range(NumericRange(bottom: try comparable(value), isBottomOpen: comparison == ">"))
            }
            return .range(try range(from: value, isOpen: comparison == ">", token))
        default:
            // The operand is read before the operator is looked at.
            _ = try reader.next()
            throw reader.failure("Unrecognized numeric range operator: \(comparison)")
        }
    }

    private mutating func operand(_ comparison: String) throws(PatternError) -> String {
        guard try reader.next() == .number else {
            throw reader.failure("Value of \(comparison) must be numeric")
        }
        return try reader.text()
    }

    private mutating func range(
        from bottom: String, isOpen: Bool, _ token: PatternReader.Token?
    ) throws(PatternError) -> NumericRange {
        guard token == .string else {
            throw reader.failure("Bad value in numeric range: \(try reader.text())")
        }
        let comparison = try reader.text()
        guard comparison == "<" || comparison == "<=" else {
            throw reader.failure("Bad numeric range operator: \(comparison)")
        }
        let top = try operand(comparison)
        guard try reader.next() == .arrayEnd else {
            throw reader.failure("Too many terms in numeric range expression")
        }
        let range = NumericRange(
            bottom: try comparable(bottom), isBottomOpen: isOpen, top: try comparable(top),
            isTopOpen: comparison == "<")
        guard range.bottom < range.top else { throw reader.failure("Bottom must be less than top") }
        return range
    }

    func comparable(_ text: String) throws(PatternError) -> Double {
        guard let value = ComparableNumber.value(text) else {
            throw reader.failure("Cannot compare number : \(text)")
        }
        return value
    }
}
