import AWSCore

/// Which days a cron expression names, by their place in the month or in the week.
enum CronDays: Hashable, Sendable {
    case ofMonth(CronField)
    /// `L`, or `L-3`: so many days before the last.
    case lastOfMonth(before: Int)
    /// `15W`: the weekday nearest to the 15th, in the same month.
    case weekdayNear(Int)
    /// `LW`.
    case lastWeekday
    /// 1 is Sunday.
    case ofWeek(CronField)
    /// `6L`: the last Friday of the month.
    case lastOfWeek(Int)
    /// `3#2`: the second Tuesday of the month.
    case nth(weekday: Int, Int)

    private static let names = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
    private static let weekdays = 1...7

    /// - Returns: nil unless one of the two is `?` and the other is not.
    init?(dayOfMonth: String, dayOfWeek: String) {
        guard (dayOfMonth == "?") != (dayOfWeek == "?"),
            let days = dayOfWeek == "?" ? Self.ofMonth(dayOfMonth) : Self.ofWeek(dayOfWeek)
        else { return nil }
        self = days
    }

    private static func ofMonth(_ text: String) -> CronDays? {
        if text == "L" { return .lastOfMonth(before: 0) }
        if text == "LW" { return .lastWeekday }
        if text.hasPrefix("L-"), let before = CronField.value(String(text.dropFirst(2)), 1...30, []) {
            return .lastOfMonth(before: before)
        }
        if text.hasSuffix("W") { return CronField.value(String(text.dropLast()), 1...31, []).map { .weekdayNear($0) } }
        return CronField(text, 1...31).map { .ofMonth($0) }
    }

    private static func ofWeek(_ text: String) -> CronDays? {
        if text == "L" { return .ofWeekField("7") }
        if text.hasSuffix("L"), let day = CronField.value(String(text.dropLast()), weekdays, names) {
            return .lastOfWeek(day)
        }
        if text.contains("#") {
            let parts = text.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, let day = CronField.value(parts[0], weekdays, names),
                let count = CronField.value(parts[1], 1...5, [])
            else { return nil }
            return .nth(weekday: day, count)
        }
        return ofWeekField(text)
    }

    private static func ofWeekField(_ text: String) -> CronDays? {
        CronField(text, weekdays, names: names).map { .ofWeek($0) }
    }

    func contains(year: Int, month: Int, day: Int) -> Bool {
        let last = CivilTime.days(inMonth: month, of: year)
        func weekday(_ day: Int) -> Int { (CivilTime(year: year, month: month, day: day)?.weekday ?? 0) + 1 }
        switch self {
        case .ofMonth(let field): return field.contains(day)
        case .lastOfMonth(let before): return day == last - before
        case .weekdayNear(let wanted): return day == Self.nearest(min(wanted, last), last, weekday)
        case .lastWeekday: return day == Self.nearest(last, last, weekday)
        case .ofWeek(let field): return field.contains(weekday(day))
        case .lastOfWeek(let wanted): return weekday(day) == wanted && day + 7 > last
        case .nth(let wanted, let count): return weekday(day) == wanted && (day - 1) / 7 + 1 == count
        }
    }

    /// The weekday nearest to a day without leaving its month.
    private static func nearest(_ day: Int, _ last: Int, _ weekday: (Int) -> Int) -> Int {
        switch weekday(day) {
        case 7: day > 1 ? day - 1 : day + 2
        case 1: day < last ? day + 1 : day - 2
        default: day
        }
    }
}
