/// An exact decimal number of at most 38 significant digits, magnitude 1E-130 to 9.9…E+125, or zero.
///
/// Source: DynamoDB developer guide, "Supported data types and naming rules", Number.
package struct DynamoDBNumber: Hashable, Sendable {
    /// False for zero.
    package let isNegative: Bool
    /// Below 10^38, without trailing decimal zeros; 0 only for zero.
    package let coefficient: UInt128
    /// The power of ten that `coefficient` is multiplied with; 0 for zero.
    package let exponent: Int

    package static let digitsMax = 38
    /// The decimal exponents of the first significant digit of the largest and the smallest number.
    package static let magnitudeMax = 125
    package static let magnitudeMin = -130

    package static let zero = DynamoDBNumber(isNegative: false, coefficient: 0, exponent: 0)

    package var isZero: Bool { coefficient == 0 }

    init(isNegative: Bool, coefficient: UInt128, exponent: Int) {
        self.isNegative = isNegative
        self.coefficient = coefficient
        self.exponent = exponent
    }

    /// The number ±`value` times ten to `exponent`, brought to the canonical form.
    /// - Throws: ``NumberFailure`` when it has too many digits or is out of range.
    init(isNegative: Bool, value: UInt128, scaledBy exponent: Int) throws(NumberFailure) {
        guard value != 0 else {
            self = .zero
            return
        }
        var coefficient = value
        var exponent = exponent
        while true {
            let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: 10)
            if remainder != 0 { break }
            coefficient = quotient
            exponent += 1
        }
        let number = Self(isNegative: isNegative, coefficient: coefficient, exponent: exponent)
        if number.magnitude > Self.magnitudeMax { throw .overflow }
        if number.magnitude < Self.magnitudeMin { throw .underflow }
        if number.digitCount > Self.digitsMax { throw .tooManyDigits }
        self = number
    }

    /// Significant digits; 1 for zero.
    package var digitCount: Int { PowersOfTen.digitCount(of: coefficient) }

    /// The decimal exponent of the first significant digit: 2 for 123, -1 for 0.5, 0 for zero.
    package var magnitude: Int { digitCount - 1 + exponent }
}

/// Why a text or a sum is no number of DynamoDB.
package enum NumberFailure: Error, Hashable, Sendable {
    case notNumeric
    case overflow
    case underflow
    case tooManyDigits
}

/// Powers of ten as far as 128 bits hold them.
enum PowersOfTen {
    /// 10^0 to 10^38; 2^128 is 3.4E38.
    static let values: [UInt128] = {
        var values: [UInt128] = [1]
        for _ in 1...38 { values.append(values[values.count - 1] * 10) }
        return values
    }()

    /// Decimal digits of `value`: 1 for 0 to 9, 39 for 10^38 and more.
    static func digitCount(of value: UInt128) -> Int {
        if value < 10 { return 1 }
        let bits = 128 - value.leadingZeroBitCount
        // log10(2) is 1233/4096 to within the error that the comparison below corrects.
        let estimate = (bits * 1233) >> 12
        return value >= values[min(estimate, 38)] ? estimate + 1 : estimate
    }
}
