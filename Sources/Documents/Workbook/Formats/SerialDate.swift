internal import AWSCore

/// A date or time as workbooks store it: days since their epoch, and a fraction of a day.
struct SerialDate {
    static let secondsPerDay = 86_400.0
    private static let millisecondsPerDay = 86_400_000
    /// 31 December 9999, the last day that Excel knows.
    private static let serialMax = 2_958_466.0

    /// nil for what is a time of day alone.
    let day: CivilTime?
    let milliseconds: Int

    init?(_ serial: Double, is1904: Bool) {
        guard serial >= 0, serial < Self.serialMax else { return nil }
        var days = Int(serial)
        // Binary fractions miss the second that was meant by less than a millisecond.
        var rest = Int(((serial - Double(days)) * Double(Self.millisecondsPerDay)).rounded())
        if rest == Self.millisecondsPerDay { (days, rest) = (days + 1, 0) }
        milliseconds = rest
        if days == 0, !is1904 {
            day = nil
            return
        }
        day = Self.day(days, is1904: is1904)
    }

    private static func day(_ days: Int, is1904: Bool) -> CivilTime {
        // Excel counts a 29 February 1900 that never was (ECMA-376 part 1, 18.17.4.1): days before it are one less.
        let epoch = is1904 ? CivilTime(year: 1904, month: 1, day: 1) : CivilTime(year: 1899, month: 12, day: 30)
        let shifted = !is1904 && days < 60 ? days + 1 : days
        let start = epoch?.timestamp.seconds ?? 0
        return CivilTime(Timestamp(seconds: start + Int64(shifted) * 86_400, nanoseconds: 0))
    }

    var hour: Int { milliseconds / 3_600_000 }
    var minute: Int { milliseconds / 60_000 % 60 }
    var second: Int { milliseconds / 1000 % 60 }
    var millisecond: Int { milliseconds % 1000 }

    /// `2018-02-01`
    var isoDay: String? {
        day.map { "\(Self.padded($0.year, 4))-\(Self.padded($0.month, 2))-\(Self.padded($0.day, 2))" }
    }

    /// `10:20:30`, with six digits of a second where it is not whole.
    var isoTime: String {
        let clock = "\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))"
        return millisecond == 0 ? clock : clock + "." + Self.padded(millisecond * 1000, 6)
    }

    /// ISO 8601; midnight is left out.
    var iso: String {
        guard let isoDay else { return isoTime }
        return milliseconds == 0 ? isoDay : isoDay + "T" + isoTime
    }

    static func padded(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
