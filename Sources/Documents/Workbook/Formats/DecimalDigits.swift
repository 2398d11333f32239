/// A number as decimal digits, rounded as Excel rounds: to 15 significant digits first, halves away from zero.
struct DecimalDigits {
    /// Excel's own precision (Excel specifications and limits).
    static let precision = 15
    /// Digits of a number without a format of its own.
    static let generalPrecision = 11

    private(set) var isNegative: Bool
    /// Without leading zeros; empty for zero.
    private var digits: [UInt8] = []
    /// Digits that stand before the point; below zero when zeros follow the point.
    private var point = 0

    init(_ value: Double) {
        isNegative = value < 0
        var exponent = 0
        var (seenPoint, isExponent, isExponentNegative) = (false, false, false)
        for byte in abs(value).description.utf8 {
            switch byte {
            case UInt8(ascii: "."): seenPoint = true
            case UInt8(ascii: "e"): isExponent = true
            case UInt8(ascii: "-"): isExponentNegative = true
            case UInt8(ascii: "+"): break
            case _ where isExponent: exponent = exponent * 10 + Int(byte &- 0x30)
            default:
                if digits.isEmpty, byte == 0x30 {
                    if seenPoint { point -= 1 }
                } else {
                    digits.append(byte &- 0x30)
                    if !seenPoint { point += 1 }
                }
            }
        }
        point += isExponentNegative ? -exponent : exponent
        while digits.last == 0 { digits.removeLast() }
        round(toSignificant: Self.precision)
    }

    var isZero: Bool { digits.isEmpty }

    /// The power of ten of the first digit: 0 for 1 to 9.
    var exponent: Int { isZero ? 0 : point - 1 }

    /// Times a power of ten.
    mutating func shift(by power: Int) { point += power }

    mutating func round(toDecimals decimals: Int) { keep(point + decimals) }

    mutating func round(toSignificant count: Int) { keep(count) }

    private mutating func keep(_ count: Int) {
        guard count < digits.count else { return }
        guard count >= 0 else { return clear() }
        let isUp = digits[count] >= 5
        digits.removeSubrange(count...)
        if isUp { increment() }
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty { clear() }
    }

    private mutating func increment() {
        var index = digits.count - 1
        while index >= 0, digits[index] == 9 {
            digits[index] = 0
            index -= 1
        }
        if index >= 0 {
            digits[index] += 1
        } else {
            digits.insert(1, at: 0)
            point += 1
        }
    }

    private mutating func clear() {
        (digits, point, isNegative) = ([], 0, false)
    }

    /// Before the point, empty for numbers below one.
    var wholeDigits: [UInt8] {
        guard point > 0 else { return [] }
        return (0..<point).map { $0 < digits.count ? digits[$0] : 0 }
    }

    /// After the point, without trailing zeros.
    var fractionDigits: [UInt8] {
        guard point < digits.count else { return [] }
        return point >= 0 ? Array(digits[point...]) : Array(repeating: 0, count: -point) + digits
    }

    /// As a cell shows a number that has no format: whole ones in full, others in up to eleven digits.
    var general: String {
        var value = self
        if !fractionDigits.isEmpty { value.round(toSignificant: max(Self.generalPrecision, value.point)) }
        if value.isZero { return "0" }
        if value.exponent > 20 || value.exponent < -9 { return value.scientific }
        let whole = value.wholeDigits.isEmpty ? [0] : value.wholeDigits
        let fraction = value.fractionDigits
        return (value.isNegative ? "-" : "") + Self.text(whole) + (fraction.isEmpty ? "" : "." + Self.text(fraction))
    }

    private var scientific: String {
        let rest = digits.dropFirst().prefix(5)
        return (isNegative ? "-" : "") + Self.text(digits.prefix(1)) + (rest.isEmpty ? "" : "." + Self.text(rest))
            + (exponent < 0 ? "E-" : "E+") + (abs(exponent) < 10 ? "0" : "") + String(abs(exponent))
    }

    static func text(_ digits: some Collection<UInt8>) -> String {
        String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
    }
}
