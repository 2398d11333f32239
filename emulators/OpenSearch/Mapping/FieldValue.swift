import AWSCore
import AWSOpenSearch

/// Reads values as a field's type wants them, in documents and in queries alike.
enum FieldValue {
    /// A value that a field cannot take: what kind of failure, and its words.
    struct Refusal: Error {
        let type: String
        let reason: String

        static func number(_ text: String) -> Refusal {
            Refusal(type: "number_format_exception", reason: "For input string: \"\(text)\"")
        }

        static func argument(_ reason: String) -> Refusal {
            Refusal(type: "illegal_argument_exception", reason: reason)
        }
    }

    static func integer(_ value: Document, _ field: FieldMapping) throws(Refusal) -> Int64 {
        switch field.type {
        case .boolean: return try boolean(value) ? 1 : 0
        case .date, .dateNanos: return try date(value, field)
        default: break
        }
        guard let text = value.scalarText, value.bool == nil else {
            throw .argument("For input value of type [\(field.type.rawValue)]")
        }
        guard let number = Double(text) else { throw .number(text) }
        let range = field.type.integerRange
        guard let whole = Int64(text) ?? Int64(exactly: number.rounded(.towardZero)) else {
            throw .argument("Value [\(text)] is out of range for a \(field.type.rawValue)")
        }
        guard range.contains(whole) else {
            throw .argument("Value [\(text)] is out of range for \(article(field.type)) \(field.type.rawValue)")
        }
        if field.definition["coerce"]?.truth == false, number != number.rounded() {
            throw .argument("Value [\(text)] has a decimal part")
        }
        return whole
    }

    private static func article(_ type: FieldType) -> String { type == .integer ? "an" : "a" }

    static func double(_ value: Document, _ field: FieldMapping) throws(Refusal) -> Double {
        guard let text = value.scalarText, value.bool == nil else {
            throw .argument("For input value of type [\(field.type.rawValue)]")
        }
        guard let number = Double(text) else { throw .number(text) }
        let rounded = round(number, field)
        guard rounded.isFinite else {
            throw .argument("[\(field.type.rawValue)] supports only finite values, but got [\(text)]")
        }
        return rounded
    }

    /// What is left of a number in the precision of its field.
    static func round(_ number: Double, _ field: FieldMapping) -> Double {
        switch field.type {
        case .float: Double(Float(number))
        case .halfFloat: HalfPrecision.round(number)
        case .scaledFloat: (number * field.scalingFactor).rounded() / field.scalingFactor
        default: number
        }
    }

    static func boolean(_ value: Document) throws(Refusal) -> Bool {
        switch value {
        case .bool(let value): return value
        case .string("true"): return true
        case .string("false"), .string(""): return false
        default:
            throw .argument(
                "Failed to parse value [\(value.scalarText ?? "")] as only [true] or [false] are allowed.")
        }
    }

    /// Milliseconds since the epoch, or nanoseconds.
    static func date(_ value: Document, _ field: FieldMapping) throws(Refusal) -> Int64 {
        guard let text = value.scalarText, let instant = field.dateFormat.instant(text) else {
            throw Refusal(
                type: "illegal_argument_exception",
                reason: "failed to parse date field [\(value.scalarText ?? "")] with format "
                    + "[\(field.dateFormat.text)]")
        }
        return units(of: instant, field)
    }

    /// An instant as the field's column keeps it.
    static func units(of instant: Timestamp, _ field: FieldMapping) -> Int64 {
        guard field.type == .dateNanos else { return instant.milliseconds }
        let (nanoseconds, overflow) = instant.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? (instant.seconds < 0 ? .min : .max) : nanoseconds &+ Int64(instant.nanoseconds)
    }

    static func instant(of units: Int64, _ field: FieldMapping) -> Timestamp {
        guard field.type == .dateNanos else { return Timestamp(milliseconds: units) }
        let (seconds, rest) = units.quotientAndRemainder(dividingBy: 1_000_000_000)
        return rest < 0
            ? Timestamp(seconds: seconds - 1, nanoseconds: Int32(rest + 1_000_000_000))
            : Timestamp(seconds: seconds, nanoseconds: Int32(rest))
    }

    static func keyword(_ value: Document, _ field: FieldMapping) throws(Refusal) -> String {
        guard let text = value.scalarText else {
            throw Refusal(
                type: "illegal_state_exception", reason: "Can't get text on a START_OBJECT at 1:1")
        }
        if field.type == .ip, !AddressText.isAddress(text) {
            throw .argument("'\(text)' is not an IP string literal.")
        }
        return text
    }
}

/// Numbers of 16 bits: eleven significant bits, rounded half to even.
enum HalfPrecision {
    static func round(_ number: Double) -> Double {
        guard number != 0, number.isFinite else { return number }
        let unit = Double(sign: .plus, exponent: max(number.exponent, -14) - 10, significand: 1)
        let rounded = (number / unit).rounded(.toNearestOrEven) * unit
        return abs(rounded) > 65_504 ? .infinity : rounded
    }
}

enum AddressText {
    /// IPv4 in four decimal parts, or IPv6 with at most one `::`.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4, !text.contains(":") { return parts.allSatisfy { UInt8($0) != nil } }
        guard text.contains(":"), text.utf8.allSatisfy({ $0 == 0x3A || $0 == 0x2E || isHex($0) }) else { return false }
        let groups = text.split(separator: ":", omittingEmptySubsequences: true)
        let isShortened = text.contains("::")
        return groups.allSatisfy { $0.count <= 4 || $0.contains(".") }
            && (isShortened ? groups.count < 8 : groups.count == 8)
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
}
