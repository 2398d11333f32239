import AWSCore

/// The formats of a date field: names of OpenSearch's, or patterns of Java's, separated by `||`.
struct DateFormat: Hashable, Sendable {
    static let standard = DateFormat("strict_date_optional_time||epoch_millis")
    /// What strings in unmapped fields are tried by.
    static let detection = DateFormat("strict_date_optional_time||yyyy/MM/dd HH:mm:ss Z||yyyy/MM/dd Z")

    let text: String
    private let alternatives: [String]

    init(_ text: String) {
        self.text = text
        alternatives = text.replacing("||", with: "\u{0}").split(separator: "\u{0}").map(String.init)
    }

    /// The instant that `text` names; parts that it leaves out are the first of their kind, or the last for `isUpper`.
    func instant(_ text: String, isUpper: Bool = false) -> Timestamp? {
        for format in alternatives {
            if let instant = Self.instant(text, format, isUpper) { return instant }
        }
        return nil
    }

    private static func instant(_ text: String, _ format: String, _ isUpper: Bool) -> Timestamp? {
        switch format {
        case "epoch_millis":
            if let value = Int64(text) { return Timestamp(milliseconds: value) }
            return Double(text).flatMap { $0.isFinite && abs($0) < 9e15 ? Timestamp(milliseconds: Int64($0)) : nil }
        case "epoch_second":
            if let value = Int64(text), abs(value) < 9_000_000_000_000 { return Timestamp(seconds: value) }
            return Double(text).flatMap {
                $0.isFinite && abs($0) < 9e12 ? Timestamp(milliseconds: Int64($0 * 1000)) : nil
            }
        default: break
        }
        if let pattern = names[format.hasPrefix("strict_") ? String(format.dropFirst(7)) : format] {
            return pattern.isEmpty ? ISODate.instant(text, isUpper) : DatePattern(pattern).instant(text, isUpper)
        }
        return DatePattern(format).instant(text, isUpper)
    }

    /// Named formats as Java patterns; empty for ISO 8601 with optional parts.
    private static let names: [String: String] = [
        "date_optional_time": "", "date_time": "", "date_time_no_millis": "", "date_hour_minute_second": "",
        "date_hour_minute_second_millis": "", "date_hour_minute_second_fraction": "", "date_hour_minute": "",
        "date_hour": "", "date": "yyyy-MM-dd", "year_month_day": "yyyy-MM-dd", "year_month": "yyyy-MM",
        "year": "yyyy", "basic_date": "yyyyMMdd", "basic_date_time": "yyyyMMdd'T'HHmmss.SSSXX",
        "basic_date_time_no_millis": "yyyyMMdd'T'HHmmssXX", "iso8601": "",
    ]

    /// As the first of the formats writes it.
    func string(_ instant: Timestamp) -> String {
        let first = alternatives.first ?? ""
        switch first {
        case "epoch_millis": return String(instant.milliseconds)
        case "epoch_second": return String(instant.seconds)
        default: break
        }
        let name = first.hasPrefix("strict_") ? String(first.dropFirst(7)) : first
        let pattern = Self.names[name] ?? first
        let isTime = pattern.isEmpty
        let whole = name == "date_time_no_millis" ? "yyyy-MM-dd'T'HH:mm:ssXXX" : "yyyy-MM-dd'T'HH:mm:ss.SSSXXX"
        return DatePattern(isTime ? whole : pattern).string(instant)
    }
}

/// ISO 8601 from the year down to the fraction of a second, as far as it is there.
enum ISODate {
    static func instant(_ text: String, _ isUpper: Bool) -> Timestamp? {
        var reader = DigitReader(text)
        guard let year = reader.digits(4) else { return nil }
        var (month, day, hour, minute, second, nanosecond): (Int?, Int?, Int?, Int?, Int?, Int?)
        if reader.take("-") {
            month = reader.digits(2)
            guard month != nil else { return nil }
            if reader.take("-") {
                day = reader.digits(2)
                guard day != nil else { return nil }
            }
        }
        if reader.take("T") {
            guard day != nil else { return nil }
            hour = reader.digits(2)
            guard hour != nil || reader.isAtEnd else { return nil }
            if reader.take(":") {
                minute = reader.digits(2)
                guard minute != nil else { return nil }
                if reader.take(":") {
                    second = reader.digits(2)
                    guard second != nil else { return nil }
                    if reader.take(".") || reader.take(",") {
                        nanosecond = reader.fraction()
                        guard nanosecond != nil else { return nil }
                    }
                }
            }
        }
        guard let zone = reader.zone(), reader.isAtEnd else { return nil }
        let lastMonth = month ?? (isUpper ? 12 : 1)
        guard (1...12).contains(lastMonth), CivilTime.years.contains(year),
            let civil = CivilTime(
                year: year, month: lastMonth,
                day: day ?? (isUpper ? CivilTime.days(inMonth: lastMonth, of: year) : 1),
                hour: hour ?? (isUpper ? 23 : 0), minute: minute ?? (isUpper ? 59 : 0),
                second: second ?? (isUpper ? 59 : 0), nanosecond: nanosecond ?? (isUpper ? 999_999_999 : 0))
        else { return nil }
        return civil.timestamp + .seconds(-zone)
    }
}

/// Reads the parts of dates.
struct DigitReader {
    private let text: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) {
        self.text = Array(text.unicodeScalars)
    }

    var isAtEnd: Bool { position == text.count }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard position < text.count, text[position] == scalar else { return false }
        position += 1
        return true
    }

    mutating func digits(_ count: Int) -> Int? {
        guard position + count <= text.count else { return nil }
        var value = 0
        for scalar in text[position..<position + count] {
            guard (48...57).contains(scalar.value) else { return nil }
            value = value * 10 + Int(scalar.value - 48)
        }
        position += count
        return value
    }

    /// One to nine digits, as nanoseconds.
    mutating func fraction() -> Int? {
        var (value, count) = (0, 0)
        while count < 9, let digit = digits(1) {
            value = value * 10 + digit
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in count..<9 { value *= 10 }
        return value
    }

    /// Seconds east of UTC: `Z`, `+01:00`, `+0100`, `+01`, or nothing.
    mutating func zone() -> Int? {
        if isAtEnd || take("Z") { return 0 }
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = digits(2), hours <= 18 else { return nil }
        _ = take(":")
        let minutes = digits(2) ?? 0
        return sign * (hours * 3600 + minutes * 60)
    }
}
