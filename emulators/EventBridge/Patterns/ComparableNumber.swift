/// A number of JSON as a double, if nothing is lost on the way.
///
/// Source: event-ruler's ComparableNumber: a number whose shortest writing as a double is not the number itself is no
/// number to patterns, but text.
enum ComparableNumber {
    static func value(_ text: some StringProtocol) -> Double? {
        guard let decimal = Decimal(text), let value = Double(String(text)), value.isFinite,
            let shortest = Decimal(value.description), shortest == decimal
        else { return nil }
        return value == 0 ? 0 : value
    }

    /// Digits without zeros at either end, and where the point stands: equal for equal numbers.
    private struct Decimal: Equatable {
        var isNegative = false
        var digits: [UInt8] = []
        var exponent = 0

        init?(_ text: some StringProtocol) {
            var bytes = Array(text.utf8)[...]
            if bytes.first == UInt8(ascii: "-") {
                isNegative = true
                bytes.removeFirst()
            }
            guard let first = bytes.first, (0x30...0x39).contains(first) else { return nil }
            var isFraction = false
            while let byte = bytes.first, byte | 0x20 != UInt8(ascii: "e") {
                bytes.removeFirst()
                if byte == UInt8(ascii: ".") {
                    isFraction = true
                    continue
                }
                guard (0x30...0x39).contains(byte) else { return nil }
                digits.append(byte - 0x30)
                if isFraction { exponent -= 1 }
            }
            if !bytes.isEmpty {
                guard let power = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)), abs(power) < 1 << 30 else {
                    return nil
                }
                exponent += power
            }
            normalize()
        }

        private mutating func normalize() {
            digits = Array(digits.drop { $0 == 0 })
            while digits.last == 0 {
                digits.removeLast()
                exponent += 1
            }
            if digits.isEmpty { (isNegative, exponent) = (false, 0) }
        }
    }
}
