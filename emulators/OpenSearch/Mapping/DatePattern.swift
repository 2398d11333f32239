import AWSCore

/// A pattern of Java's DateTimeFormatter, of the letters that numbers are written by.
struct DatePattern: Sendable {
    private enum Part {
        case literal(Unicode.Scalar)
        case field(Unicode.Scalar, Int)
    }

    private let parts: [Part]

    init(_ pattern: String) {
        var parts: [Part] = []
        var isQuoted = false
        for scalar in pattern.unicodeScalars {
            if scalar == "'" {
                isQuoted.toggle()
            } else if !isQuoted, scalar.properties.isAlphabetic, scalar.value < 128 {
                if case .field(let last, let count)? = parts.last, last == scalar {
                    parts[parts.count - 1] = .field(scalar, count + 1)
                } else {
                    parts.append(.field(scalar, 1))
                }
            } else {
                parts.append(.literal(scalar))
            }
        }
        self.parts = parts
    }

    func instant(_ text: String, _ isUpper: Bool) -> Timestamp? {
        var reader = DigitReader(text)
        var values: [Unicode.Scalar: Int] = [:]
        var zone = 0
        for part in parts {
            switch part {
            case .literal(let scalar): guard reader.take(scalar) else { return nil }
            case .field("X", _), .field("Z", _), .field("x", _), .field("z", _), .field("V", _):
                guard let offset = reader.zone() else { return nil }
                zone = offset
            case .field("S", let count):
                guard let value = reader.digits(count) else { return nil }
                values["S"] = (count..<max(count, 9)).reduce(value) { result, _ in result * 10 }
            case .field(let letter, let count):
                guard let value = Self.number(&reader, count) else { return nil }
                values[letter == "u" ? "y" : letter] = value
            }
        }
        guard reader.isAtEnd else { return nil }
        return Self.civil(values, isUpper).map { $0.timestamp + .seconds(-zone) }
    }

    /// One letter stands for as many digits as there are, up to two.
    private static func number(_ reader: inout DigitReader, _ count: Int) -> Int? {
        guard count == 1 else { return reader.digits(count) }
        return reader.digits(2) ?? reader.digits(1)
    }

    private static func civil(_ values: [Unicode.Scalar: Int], _ isUpper: Bool) -> CivilTime? {
        let year = values["y"] ?? 1970
        let month = values["M"] ?? (isUpper ? 12 : 1)
        guard (1...12).contains(month), CivilTime.years.contains(year) else { return nil }
        return CivilTime(
            year: year, month: month,
            day: values["d"] ?? (isUpper ? CivilTime.days(inMonth: month, of: year) : 1),
            hour: values["H"] ?? values["k"] ?? (isUpper ? 23 : 0), minute: values["m"] ?? (isUpper ? 59 : 0),
            second: values["s"] ?? (isUpper ? 59 : 0), nanosecond: values["S"] ?? (isUpper ? 999_999_999 : 0))
    }

    func string(_ instant: Timestamp) -> String {
        let civil = CivilTime(instant)
        return parts.map { part in
            switch part {
            case .literal(let scalar): String(Character(scalar))
            case .field("X", _), .field("V", _), .field("z", _): "Z"
            case .field("Z", _), .field("x", _): "+0000"
            case .field("S", let count): String(Self.padded(civil.nanosecond, 9).prefix(count))
            case .field(let letter, let count): Self.padded(Self.value(of: letter, civil), count)
            }
        }.joined()
    }

    private static func value(of letter: Unicode.Scalar, _ civil: CivilTime) -> Int {
        switch letter {
        case "y", "u": civil.year
        case "M": civil.month
        case "d": civil.day
        case "H", "k": civil.hour
        case "m": civil.minute
        case "s": civil.second
        default: 0
        }
    }

    private static func padded(_ value: Int, _ count: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
