extension DynamoDBNumber {
    /// Appends bytes that `memcmp` orders as the numbers are ordered, and none of which is a prefix of another's.
    ///
    /// One byte for the sign (0 negative, 1 zero, 2 positive); for all but zero then the magnitude (biased by 130),
    /// pairs of digits as 1 to 100, and a zero. All but the first byte are complemented for negative numbers.
    package func appendOrderedBytes(to bytes: inout [UInt8]) {
        guard !isZero else { return bytes.append(1) }
        let mask: UInt8 = isNegative ? 0xFF : 0
        bytes.append(isNegative ? 0 : 2)
        bytes.append(UInt8(magnitude - Self.magnitudeMin) ^ mask)
        var rest = coefficient * PowersOfTen.values[Self.digitsMax - digitCount]
        while rest != 0 {
            let (pair, remainder) = rest.quotientAndRemainder(dividingBy: PowersOfTen.values[Self.digitsMax - 2])
            bytes.append((UInt8(pair) + 1) ^ mask)
            rest = remainder * 100
        }
        bytes.append(mask)
    }

    /// Bytes that the number is billed with, 1 to 21.
    ///
    /// AWS documents "1 byte per two significant digits plus 1 byte". Measured against the 400 KB limit, the digits
    /// are counted in pairs aligned to the decimal point, and a minus sign takes a byte: 1.5 is 3 bytes, 15 is 2,
    /// -42 is 3 (captures of `nubo-db/dynamodb-conformance`, 2026-08-18).
    package var storedSize: Int {
        if isZero { return 1 }
        // Shifting divides by two towards minus infinity: the pair of digits that a power of ten belongs to.
        let pairs = (magnitude >> 1) - (exponent >> 1) + 1
        return 1 + pairs + (isNegative ? 1 : 0)
    }
}
