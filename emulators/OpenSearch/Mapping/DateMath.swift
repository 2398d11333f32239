import AWSCore

/// `now-1d/d`, `2024-01-31||+1M`: dates as range queries write them.
///
/// Source: OpenSearch documentation, "Date math".
enum DateMath {
    /// - Parameter isUpper: rounds up, to the last millisecond of the unit.
    static func instant(_ text: String, _ format: DateFormat, now: Timestamp, isUpper: Bool) -> Timestamp? {
        if text.hasPrefix("now") { return apply(text.dropFirst(3), to: now, isUpper) }
        guard let mark = text.firstRange(of: "||") else { return format.instant(text, isUpper: isUpper) }
        guard let start = format.instant(String(text[..<mark.lowerBound])) else { return nil }
        return apply(text[mark.upperBound...], to: start, isUpper)
    }

    private static func apply(_ math: Substring, to start: Timestamp, _ isUpper: Bool) -> Timestamp? {
        var instant = start
        var rest = math[...]
        while let sign = rest.popFirst() {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard let unit = rest.popFirst(), let amount = digits.isEmpty ? 1 : Int(digits), amount < 1_000_000_000
            else { return nil }
            switch sign {
            case "+", "-":
                guard let moved = move(instant, sign == "+" ? amount : -amount, unit) else { return nil }
                instant = moved
            case "/":
                guard let floor = CalendarUnit(unit)?.floor(instant) else { return nil }
                instant = floor
                if isUpper, let next = move(floor, 1, unit) { instant = next + .milliseconds(-1) }
            default: return nil
            }
        }
        return instant
    }

    private static func move(_ instant: Timestamp, _ amount: Int, _ unit: Character) -> Timestamp? {
        CalendarUnit(unit)?.move(instant, by: amount)
    }
}

/// A unit of time, of which some are longer than others.
enum CalendarUnit: Sendable {
    case year, quarter, month, week, day, hour, minute, second, millisecond

    init?(_ letter: Character) {
        switch letter {
        case "y": self = .year
        case "M": self = .month
        case "w": self = .week
        case "d": self = .day
        case "h", "H": self = .hour
        case "m": self = .minute
        case "s": self = .second
        default: return nil
        }
    }

    /// `1d`, `day`, ...
    init?(interval: String) {
        switch interval {
        case "year", "1y": self = .year
        case "quarter", "1q": self = .quarter
        case "month", "1M": self = .month
        case "week", "1w": self = .week
        case "day", "1d": self = .day
        case "hour", "1h": self = .hour
        case "minute", "1m": self = .minute
        case "second", "1s": self = .second
        default: return nil
        }
    }

    /// nil for units whose length varies.
    var milliseconds: Int64? {
        switch self {
        case .week: 604_800_000
        case .day: 86_400_000
        case .hour: 3_600_000
        case .minute: 60_000
        case .second: 1000
        case .millisecond: 1
        case .year, .quarter, .month: nil
        }
    }

    func floor(_ instant: Timestamp) -> Timestamp? {
        if let milliseconds {
            // Weeks begin on Monday; the epoch was a Thursday.
            let shift: Int64 = self == .week ? 3 * 86_400_000 : 0
            let value = instant.milliseconds + shift
            let remainder = value % milliseconds
            return Timestamp(milliseconds: value - (remainder < 0 ? remainder + milliseconds : remainder) - shift)
        }
        let civil = CivilTime(instant)
        let month = self == .year ? 1 : self == .quarter ? (civil.month - 1) / 3 * 3 + 1 : civil.month
        return CivilTime(year: civil.year, month: month, day: 1)?.timestamp
    }

    func move(_ instant: Timestamp, by amount: Int) -> Timestamp? {
        if let milliseconds {
            let (delta, overflow) = Int64(amount).multipliedReportingOverflow(by: milliseconds)
            return overflow || abs(delta) > 400_000_000_000_000 ? nil : instant + .milliseconds(delta)
        }
        var civil = CivilTime(instant)
        let months = civil.year * 12 + civil.month - 1 + amount * (self == .year ? 12 : self == .quarter ? 3 : 1)
        let (year, month) = (months / 12, months % 12 + 1)
        guard CivilTime.years.contains(year) else { return nil }
        civil.day = min(civil.day, CivilTime.days(inMonth: month, of: year))
        (civil.year, civil.month) = (year, month)
        return civil.timestamp
    }
}

/// `30s`, `1m`, `2d`: durations as settings and parameters write them.
enum TimeValue {
    static func duration(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "-") }
        guard let amount = Int64(digits), amount < 1_000_000_000 else { return nil }
        switch text.dropFirst(digits.count) {
        case "ms": return .milliseconds(amount)
        case "s": return .seconds(amount)
        case "m": return .seconds(amount * 60)
        case "h": return .seconds(amount * 3600)
        case "d": return .seconds(amount * 86_400)
        case "": return amount <= 0 ? .milliseconds(amount) : nil
        default: return nil
        }
    }
}
