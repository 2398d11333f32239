extension Timestamp {
    /// Reads any of the ways in which AWS's clients and services write an instant in `format`.
    ///
    /// - `epochSeconds`: a JSON number, with fraction and exponent: `1422172800.5`, `1.4221728005E9`.
    /// - `dateTime`: RFC 3339 with any offset and fraction.
    /// - `httpDate`: RFC 9110's preferred form, also with a fraction, and its two obsolete forms.
    ///
    /// Fractions are kept to the nanosecond; finer digits are cut off.
    /// - Returns: nil for anything else, and for years outside 0001 to 9999 (-9999 to 9999 in `epochSeconds`).
    public init?(_ text: String, _ format: Shape.TimestampFormat) {
        var text = text
        let timestamp = text.withUTF8 { bytes -> Timestamp? in
            guard bytes.count <= Self.textBytesMax else { return nil }
            var cursor = ByteCursor(bytes)
            let timestamp =
                switch format {
                case .epochSeconds: EpochSeconds.read(&cursor)
                case .dateTime: DateTime.read(&cursor)
                case .httpDate: HTTPDate.read(&cursor)
                }
            return cursor.isAtEnd ? timestamp : nil
        }
        guard let timestamp else { return nil }
        self = timestamp
    }

    /// The instant as AWS writes it, with at most six digits of fraction (`httpDate`: none); finer ones are cut off.
    ///
    /// A year outside 0001 to 9999, which `dateTime` and `httpDate` cannot express, is written with its sign, so that
    /// every reader refuses it.
    public func text(_ format: Shape.TimestampFormat) -> String {
        switch format {
        case .epochSeconds: EpochSeconds.text(of: self)
        case .dateTime: DateTime.text(of: self)
        case .httpDate: HTTPDate.text(of: self)
        }
    }

    /// No writing of an instant to the nanosecond is longer.
    private static let textBytesMax = 64
}

/// RFC 3339: `2015-01-25T08:00:00.123Z`.
private enum DateTime {
    static func read(_ cursor: inout ByteCursor) -> Timestamp? {
        guard let year = cursor.digits(4), cursor.take("-") != nil, let month = cursor.digits(2),
            cursor.take("-") != nil, let day = cursor.digits(2),
            cursor.take(where: { $0 | 0x20 == UInt8(ascii: "t") }) != nil,
            let clock = ClockTime(&cursor), let offset = offset(&cursor),
            let civil = CivilTime(
                year: year, month: month, day: day, hour: clock.hour, minute: clock.minute, second: clock.second)
        else { return nil }
        var timestamp = civil.timestamp
        timestamp.seconds -= Int64(offset)
        timestamp.nanoseconds = Int32(clock.nanosecond)
        return CivilTime.years.contains(CivilTime(timestamp).year) ? timestamp : nil
    }

    /// Seconds east of Greenwich.
    private static func offset(_ cursor: inout ByteCursor) -> Int? {
        if cursor.take(where: { $0 | 0x20 == UInt8(ascii: "z") }) != nil { return 0 }
        guard let sign = cursor.take(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }),
            let hours = cursor.digits(2), hours < 24, cursor.take(":") != nil,
            let minutes = cursor.digits(2), minutes < 60
        else { return nil }
        return (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -60 : 60)
    }

    static func text(of timestamp: Timestamp) -> String {
        let civil = CivilTime(timestamp)
        var text = TextBuffer()
        text.year(civil.year)
        text.append("-")
        text.digits(civil.month, 2)
        text.append("-")
        text.digits(civil.day, 2)
        text.append("T")
        text.clock(civil)
        text.microseconds(civil.nanosecond)
        text.append("Z")
        return text.string
    }
}

/// RFC 9110, section 5.6.7.
private enum HTTPDate {
    static let weekdays: [StaticString] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    static let weekdayEndings: [StaticString] = ["day", "day", "sday", "nesday", "rsday", "day", "urday"]
    static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The weekday must be one, yet not that of the date: AWS does not compare them.
    static func read(_ cursor: inout ByteCursor) -> Timestamp? {
        guard let weekday = cursor.index(in: weekdays) else { return nil }
        if cursor.take(", ") != nil { return preferred(&cursor) }
        if cursor.take(" ") != nil { return asctime(&cursor) }
        guard cursor.take(weekdayEndings[weekday]) != nil, cursor.take(", ") != nil else { return nil }
        return rfc850(&cursor)
    }

    /// `25 Jan 2015 08:00:00.123 GMT`
    private static func preferred(_ cursor: inout ByteCursor) -> Timestamp? {
        guard let day = cursor.digits(1...2), cursor.take(" ") != nil, let month = cursor.index(in: months),
            cursor.take(" ") != nil, let year = cursor.digits(4), cursor.take(" ") != nil,
            let clock = ClockTime(&cursor), cursor.take(" GMT") != nil
        else { return nil }
        return timestamp(year, month, day, clock)
    }

    /// `25-Jan-15 08:00:00 GMT`; years 69 to 99 are of the last century, as POSIX has it.
    private static func rfc850(_ cursor: inout ByteCursor) -> Timestamp? {
        guard let day = cursor.digits(2), cursor.take("-") != nil, let month = cursor.index(in: months),
            cursor.take("-") != nil, let year = cursor.digits(2), cursor.take(" ") != nil,
            let clock = ClockTime(&cursor), cursor.take(" GMT") != nil
        else { return nil }
        return timestamp(year + (year < 69 ? 2000 : 1900), month, day, clock)
    }

    /// `Jan 25 08:00:00 2015`, the day padded with a space.
    private static func asctime(_ cursor: inout ByteCursor) -> Timestamp? {
        guard let month = cursor.index(in: months), cursor.take(" ") != nil,
            let day = cursor.take(" ") != nil ? cursor.digits(1) : cursor.digits(2), cursor.take(" ") != nil,
            let clock = ClockTime(&cursor), cursor.take(" ") != nil, let year = cursor.digits(4)
        else { return nil }
        return timestamp(year, month, day, clock)
    }

    private static func timestamp(_ year: Int, _ month: Int, _ day: Int, _ clock: ClockTime) -> Timestamp? {
        CivilTime(
            year: year, month: month + 1, day: day, hour: clock.hour, minute: clock.minute, second: clock.second,
            nanosecond: clock.nanosecond
        )?.timestamp
    }

    static func text(of timestamp: Timestamp) -> String {
        let civil = CivilTime(timestamp)
        var text = TextBuffer()
        text.append(weekdays[civil.weekday])
        text.append(", ")
        text.digits(civil.day, 2)
        text.append(" ")
        text.append(months[civil.month - 1])
        text.append(" ")
        text.year(civil.year)
        text.append(" ")
        text.clock(civil)
        text.append(" GMT")
        return text.string
    }
}

/// `08:00:00.123`
private struct ClockTime {
    let hour: Int
    let minute: Int
    let second: Int
    let nanosecond: Int

    init?(_ cursor: inout ByteCursor) {
        guard let hour = cursor.digits(2), cursor.take(":") != nil, let minute = cursor.digits(2),
            cursor.take(":") != nil, let second = cursor.digits(2)
        else { return nil }
        var nanosecond = 0
        if cursor.take(".") != nil {
            guard let fraction = cursor.fraction() else { return nil }
            nanosecond = fraction
        }
        self.hour = hour
        self.minute = minute
        self.second = second
        self.nanosecond = nanosecond
    }
}
