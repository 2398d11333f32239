extension DynamoDBNumber {
    /// Reads `[+-]digits[.digits][(e|E)[+-]digits]`, with digits on at least one side of the point.
    ///
    /// A zero is checked against the range by the exponent it is written with, as AWS does ("0e126" overflows).
    /// - Throws: ``NumberFailure``: range first, then digits.
    /// - Complexity: O(n) in the length of the text.
    package init(_ text: String) throws(NumberFailure) {
        var text = text
        // `withUTF8` rethrows without the type of the error, so a result carries it out.
        let result = text.withUTF8 { bytes in
            Result { () throws(NumberFailure) in try Self(utf8: bytes) }
        }
        self = try result.get()
    }

    init(utf8 bytes: UnsafeBufferPointer<UInt8>) throws(NumberFailure) {
        var scanner = NumberScanner(bytes: bytes)
        self = try scanner.scan()
    }

    /// Plain decimal notation without exponent, superfluous zeros or a sign of zero: what AWS returns.
    package var text: String {
        if isZero { return "0" }
        let digits = Array(String(coefficient).utf8)
        return String(unsafeUninitializedCapacity: digits.count + abs(exponent) + 3) { buffer in
            var count = 0
            func put(_ byte: UInt8) {
                buffer[count] = byte
                count += 1
            }
            let wholeCount = digits.count + exponent
            if isNegative { put(UInt8(ascii: "-")) }
            if wholeCount <= 0 {
                put(UInt8(ascii: "0"))
                put(UInt8(ascii: "."))
                for _ in wholeCount..<0 { put(UInt8(ascii: "0")) }
                for digit in digits { put(digit) }
            } else {
                for index in 0..<wholeCount { put(index < digits.count ? digits[index] : UInt8(ascii: "0")) }
                if wholeCount < digits.count {
                    put(UInt8(ascii: "."))
                    for digit in digits[wholeCount...] { put(digit) }
                }
            }
            return count
        }
    }
}

extension DynamoDBNumber: CustomStringConvertible {
    package var description: String { text }
}

/// One pass over the text of a number.
private struct NumberScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    var coefficient: UInt128 = 0
    /// Digits from the first that is not zero, trailing zeros included.
    var significantCount = 0
    /// Zeros that count only when another digit follows.
    var pendingZeroCount = 0
    var fractionCount = 0
    var hasTooManyDigits = false

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func scan() throws(NumberFailure) -> DynamoDBNumber {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        let wholeCount = scanDigits()
        if take(".") {
            fractionCount = scanDigits()
        }
        guard wholeCount + fractionCount > 0 else { throw .notNumeric }
        let written = try scanExponent()
        guard position == bytes.count else { throw .notNumeric }
        // Far beyond any length of text, so that clamping changes no verdict and no sum overflows.
        let exponent = Int(min(max(written, -1 << 40), 1 << 40)) - fractionCount
        return try number(isNegative: isNegative, exponent: exponent)
    }

    private func number(isNegative: Bool, exponent: Int) throws(NumberFailure) -> DynamoDBNumber {
        let magnitude = coefficient == 0 ? exponent : significantCount - 1 + exponent
        if magnitude > DynamoDBNumber.magnitudeMax { throw .overflow }
        if magnitude < DynamoDBNumber.magnitudeMin { throw .underflow }
        if hasTooManyDigits { throw .tooManyDigits }
        if coefficient == 0 { return .zero }
        return DynamoDBNumber(
            isNegative: isNegative, coefficient: coefficient, exponent: exponent + pendingZeroCount)
    }

    private mutating func take(_ symbol: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: symbol) else { return false }
        position += 1
        return true
    }

    private mutating func scanDigits() -> Int {
        let start = position
        while position < bytes.count, case let digit = bytes[position] &- 48, digit < 10 {
            add(digit)
            position += 1
        }
        return position - start
    }

    private mutating func add(_ digit: UInt8) {
        if digit == 0 {
            if significantCount > 0 {
                significantCount += 1
                pendingZeroCount += 1
            }
            return
        }
        significantCount += 1
        if significantCount > DynamoDBNumber.digitsMax {
            hasTooManyDigits = true
            coefficient = max(coefficient, 1)
        } else {
            coefficient = coefficient * PowersOfTen.values[pendingZeroCount + 1] + UInt128(digit)
        }
        pendingZeroCount = 0
    }

    private mutating func scanExponent() throws(NumberFailure) -> Int64 {
        guard position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") else { return 0 }
        position += 1
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        let start = position
        var value: Int64 = 0
        while position < bytes.count, case let digit = bytes[position] &- 48, digit < 10 {
            let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.addingReportingOverflow(Int64(digit))
            // AWS reads an exponent in 64 bits; one that does not fit is no number to it.
            guard !overflowed, !carried else { throw .notNumeric }
            value = sum
            position += 1
        }
        guard position > start else { throw .notNumeric }
        return isNegative ? -value : value
    }
}
