/// An instant as a calendar and a clock show it in UTC, by the proleptic Gregorian calendar.
public struct CivilTime: Hashable, Sendable {
    public var year: Int
    /// 1 to 12.
    public var month: Int
    /// 1 to 31.
    public var day: Int
    public var hour: Int
    public var minute: Int
    public var second: Int
    public var nanosecond: Int

    /// - Returns: nil for a day that no calendar has (30 February) or a time that no clock shows (24:00, a leap second).
    public init?(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, nanosecond: Int = 0
    ) {
        guard Self.years.contains(year), (1...12).contains(month),
            (1...Self.days(inMonth: month, of: year)).contains(day),
            (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
            (0..<1_000_000_000).contains(nanosecond)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.nanosecond = nanosecond
    }

    public init(_ timestamp: Timestamp) {
        let (days, seconds) = Self.divide(Int(timestamp.seconds), by: Self.secondsPerDay)
        (year, month, day) = Self.date(daysSinceEpoch: days)
        hour = seconds / 3600
        minute = seconds / 60 % 60
        second = seconds % 60
        nanosecond = Int(timestamp.nanoseconds)
    }

    public var timestamp: Timestamp {
        let time = hour * 3600 + minute * 60 + second
        return Timestamp(seconds: Int64(daysSinceEpoch * Self.secondsPerDay + time), nanoseconds: Int32(nanosecond))
    }

    /// 0 is Sunday, 6 is Saturday.
    public var weekday: Int {
        // The epoch was a Thursday.
        Self.divide(daysSinceEpoch + 4, by: 7).remainder
    }

    /// Years that four digits can write; the year before 0001 has no agreed name.
    public static let years = 1...9999

    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    public static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }
}

extension CivilTime {
    static let secondsPerDay = 86_400

    /// 400 years after which the calendar repeats itself.
    private static let daysPerEra = 146_097
    /// From 1 March of year 0, where eras begin, to the epoch.
    private static let daysToEpoch = 719_468

    /// Counts years from March, so that the leap day is the last of its year and months follow one formula:
    /// five months from March, or from August, always have 153 days.
    var daysSinceEpoch: Int {
        let shiftedYear = month > 2 ? year : year - 1
        let shiftedMonth = month > 2 ? month - 3 : month + 9
        let (era, yearOfEra) = Self.divide(shiftedYear, by: 400)
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * Self.daysPerEra + dayOfEra - Self.daysToEpoch
    }

    /// The reverse of ``daysSinceEpoch``.
    static func date(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = divide(daysSinceEpoch + daysToEpoch, by: daysPerEra)
        let leapDays = dayOfEra / 1460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let yearOfEra = (dayOfEra - leapDays) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }

    /// Rounded towards the past, unlike `/` and `%`.
    private static func divide(_ value: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
        let remainder = value % divisor
        return remainder < 0 ? (value / divisor - 1, remainder + divisor) : (value / divisor, remainder)
    }
}
