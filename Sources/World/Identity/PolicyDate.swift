/// A date of a condition: ISO 8601 (`2020-04-01T00:00:00Z`, also by the day or with an offset) or epoch seconds.
struct PolicyDate: Comparable {
    /// Since 1970-01-01T00:00:00Z.
    let seconds: Double

    init?(_ text: String) {
        guard let seconds = Double(text) ?? Self.parse(text) else { return nil }
        self.seconds = seconds
    }

    static func < (left: PolicyDate, right: PolicyDate) -> Bool {
        left.seconds < right.seconds
    }

    private static func parse(_ text: String) -> Double? {
        let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        let date = halves[0].split(separator: "-").compactMap { Int($0) }
        guard date.count == 3, (1...12).contains(date[1]), (1...31).contains(date[2]), abs(date[0]) < 100_000 else {
            return nil
        }
        let days = Double(daysSinceEpoch(date[0], date[1], date[2]))
        guard halves.count == 2 else { return days * 86_400 }
        return timeOfDay(halves[1]).map { days * 86_400 + $0 }
    }

    /// `08:30:00.5Z`, `08:30+02:00`: seconds since midnight UTC.
    private static func timeOfDay(_ text: Substring) -> Double? {
        var time = text
        var offset = 0.0
        if time.last == "Z" {
            time = time.dropLast()
        } else if let sign = time.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let parts = time[time.index(after: sign)...].split(separator: ":").compactMap { Double($0) }
            guard parts.count == 2 else { return nil }
            offset = (parts[0] * 3600 + parts[1] * 60) * (time[sign] == "-" ? -1 : 1)
            time = time[..<sign]
        }
        let parts = time.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
        guard (2...3).contains(parts.count), let hours = parts[0], let minutes = parts[1] else { return nil }
        guard let seconds = parts.count == 3 ? parts[2] : 0 else { return nil }
        return hours * 3600 + minutes * 60 + seconds - offset
    }

    /// Howard Hinnant's `days_from_civil` (https://howardhinnant.github.io/date_algorithms.html).
    private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
