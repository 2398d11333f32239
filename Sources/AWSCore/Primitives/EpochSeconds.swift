/// Seconds since 1970-01-01T00:00:00Z as a decimal number.
///
/// Before the epoch the whole part counts back and the fraction forward, as the AWS SDKs' common vectors have it:
/// a quarter of a second past 23:59:50 on 31 December 1969 is `-10.25`.
enum EpochSeconds {
    /// The years -9999 to 9999.
    private static let range: ClosedRange<Int64> = -377_705_116_800...253_402_300_799
    /// More digits cannot change an instant in ``range`` to the nanosecond; they are cut off.
    private static let digitsMax = 18 + 12
    private static let exponentMax = 30

    static func text(of timestamp: Timestamp) -> String {
        var text = TextBuffer()
        text.append(String(timestamp.seconds))
        text.microseconds(Int(timestamp.nanoseconds))
        return text.string
    }

    static func read(_ cursor: inout ByteCursor) -> Timestamp? {
        let isNegative = cursor.take("-") != nil
        var digits: [Int64] = []
        guard collect(&digits, &cursor) else { return nil }
        var pointAt = digits.count
        if cursor.take(".") != nil, !collect(&digits, &cursor) { return nil }
        if cursor.take(where: { $0 | 0x20 == UInt8(ascii: "e") }) != nil {
            guard let exponent = exponent(&cursor) else { return nil }
            pointAt += exponent
        }
        return timestamp(digits, pointAt: pointAt, isNegative: isNegative)
    }

    /// Passes one digit or more.
    private static func collect(_ digits: inout [Int64], _ cursor: inout ByteCursor) -> Bool {
        let count = digits.count
        while let digit = cursor.take(where: ByteCursor.isDigit) { digits.append(Int64(digit - 0x30)) }
        return digits.count > count
    }

    private static func exponent(_ cursor: inout ByteCursor) -> Int? {
        let isNegative = cursor.take("-") != nil
        if !isNegative { _ = cursor.take("+") }
        guard let value = cursor.digits(1...2), value <= exponentMax else { return nil }
        return isNegative ? -value : value
    }

    private static func timestamp(_ digits: [Int64], pointAt: Int, isNegative: Bool) -> Timestamp? {
        func digit(_ index: Int) -> Int64 { digits.indices.contains(index) ? digits[index] : 0 }
        var seconds: Int64 = 0
        for index in 0..<max(pointAt, 0) {
            seconds = seconds * 10 + digit(index)
            guard seconds <= -range.lowerBound else { return nil }
        }
        var nanoseconds: Int64 = 0
        for index in pointAt..<pointAt + 9 { nanoseconds = nanoseconds * 10 + digit(index) }
        if isNegative { seconds = -seconds }
        guard range.contains(seconds) else { return nil }
        // There is no whole second "-0" to count forward from.
        if isNegative, seconds == 0, nanoseconds > 0 {
            return Timestamp(seconds: -1, nanoseconds: Int32(1_000_000_000 - nanoseconds))
        }
        return Timestamp(seconds: seconds, nanoseconds: Int32(nanoseconds))
    }
}
