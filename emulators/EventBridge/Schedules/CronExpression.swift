import AWSCore

/// AWS's cron: minutes, hours, day of month, month, day of week, year. One of the two days is `?`.
///
/// Source: EventBridge User Guide, "Cron expressions reference".
struct CronExpression: Hashable, Sendable {
    private let minutes: CronField
    private let hours: CronField
    private let days: CronDays
    private let months: CronField
    private let years: CronField

    private static let monthNames = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]
    private static let years = 1970...2199

    init?(_ text: String) {
        let fields = text.split(separator: " ").map(String.init)
        guard fields.count == 6, let minutes = CronField(fields[0], 0...59), let hours = CronField(fields[1], 0...23),
            let days = CronDays(dayOfMonth: fields[2], dayOfWeek: fields[4]),
            let months = CronField(fields[3], 1...12, names: Self.monthNames),
            let years = CronField(fields[5], Self.years)
        else { return nil }
        self.minutes = minutes
        self.hours = hours
        self.days = days
        self.months = months
        self.years = years
    }

    /// The first whole minute after `time` that the expression names.
    /// - Complexity: at most one step for each day until the year 2199.
    func next(after time: Timestamp) -> Timestamp? {
        let start = CivilTime(Timestamp(seconds: time.seconds - Self.secondsIntoMinute(time) + 60))
        var (year, month, day) = (start.year, start.month, start.day)
        var isFirstDay = true
        while year <= Self.years.upperBound {
            if years.contains(year), months.contains(month), days.contains(year: year, month: month, day: day) {
                let from = isFirstDay ? (start.hour, start.minute) : (0, 0)
                if let (hour, minute) = firstMinute(from: from) {
                    return CivilTime(year: year, month: month, day: day, hour: hour, minute: minute)?.timestamp
                }
            }
            isFirstDay = false
            if years.contains(year), months.contains(month) {
                day += 1
            } else {
                day = CivilTime.days(inMonth: month, of: year) + 1
            }
            if day > CivilTime.days(inMonth: month, of: year) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        return nil
    }

    private static func secondsIntoMinute(_ time: Timestamp) -> Int64 {
        let rest = time.seconds % 60
        return rest < 0 ? rest + 60 : rest
    }

    private func firstMinute(from start: (hour: Int, minute: Int)) -> (Int, Int)? {
        for hour in start.hour...23 where hours.contains(hour) {
            let first = hour == start.hour ? start.minute : 0
            if let minute = (first...59).first(where: minutes.contains) { return (hour, minute) }
        }
        return nil
    }
}
