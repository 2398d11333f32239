extension DynamoDBNumber: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        if left.isZero || right.isZero { return left.isZero && !right.isZero }
        return left.isNegative ? right.isSmallerInSize(than: left) : left.isSmallerInSize(than: right)
    }

    private func isSmallerInSize(than other: Self) -> Bool {
        let (own, others) = (digitCount, other.digitCount)
        let (ownMagnitude, otherMagnitude) = (own + exponent, others + other.exponent)
        if ownMagnitude != otherMagnitude { return ownMagnitude < otherMagnitude }
        return coefficient * PowersOfTen.values[Self.digitsMax - own]
            < other.coefficient * PowersOfTen.values[Self.digitsMax - others]
    }
}

extension DynamoDBNumber {
    /// The exact sum.
    ///
    /// A sum that needs more than 38 digits is refused as an overflow: so answers DynamoDB for 1e50 + 1
    /// (recorded in ScyllaDB's Alternator tests, `test_number.py`).
    /// - Throws: ``NumberFailure/overflow`` or ``NumberFailure/underflow``.
    package func adding(_ other: Self) throws(NumberFailure) -> Self {
        if isZero { return other }
        if other.isZero { return self }
        let (high, low) = exponent >= other.exponent ? (self, other) : (other, self)
        let shift = high.exponent - low.exponent
        guard shift + high.digitCount <= Self.digitsMax else {
            return try high.addingAcross(low, shift: shift)
        }
        let aligned = high.coefficient * PowersOfTen.values[shift]
        return try Self.sum(high.isNegative, aligned, low.isNegative, low.coefficient, exponent: low.exponent)
    }

    package func subtracting(_ other: Self) throws(NumberFailure) -> Self {
        try adding(other.negated)
    }

    package var negated: Self {
        isZero ? self : Self(isNegative: !isNegative, coefficient: coefficient, exponent: exponent)
    }

    /// The sum when the high operand, brought to the last digit of the low one, has 39 digits or more.
    ///
    /// The last digit of the sum is that of the low operand and not zero, so it has 38 digits only when a borrow
    /// shortens it: for a difference of less than 2E38, which fits in 128 bits, and a number of 38 digits.
    private func addingAcross(_ low: Self, shift: Int) throws(NumberFailure) -> Self {
        let leadingOne = PowersOfTen.values[digitCount - 1]
        guard isNegative != low.isNegative, shift + digitCount == Self.digitsMax + 1, coefficient < 2 * leadingOne
        else { throw .overflow }
        let aligned = coefficient * PowersOfTen.values[shift]
        return try Self.sum(isNegative, aligned, low.isNegative, low.coefficient, exponent: low.exponent)
    }

    private static func sum(
        _ leftNegative: Bool, _ left: UInt128, _ rightNegative: Bool, _ right: UInt128, exponent: Int
    ) throws(NumberFailure) -> Self {
        let (negative, value): (Bool, UInt128) =
            if leftNegative == rightNegative {
                (leftNegative, left + right)
            } else if left >= right {
                (leftNegative, left - right)
            } else {
                (rightNegative, right - left)
            }
        do throws(NumberFailure) {
            return try Self(isNegative: negative && value != 0, value: value, scaledBy: exponent)
        } catch .tooManyDigits {
            throw .overflow
        } catch {
            throw error
        }
    }
}
