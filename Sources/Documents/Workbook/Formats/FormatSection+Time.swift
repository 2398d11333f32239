internal import AWSCore

/// Dates, times of day, and times that passed.
extension FormatSection {
    /// All-numeric dates are written as ISO 8601, since 3/4/2024 is two days to two readers; others as they are shown,
    /// with ISO 8601 behind them.
    func text(of date: SerialDate) -> String {
        guard let day = date.isoDay, showsDay else { return shown(date) }
        let iso = showsTime ? day + " " + date.isoTime : day
        return isPlainDate ? iso : "\(shown(date)) (\(iso))"
    }

    /// `[h]:mm:ss`
    func elapsed(_ days: Double) -> String {
        let sum = (abs(days) * SerialDate.secondsPerDay * 1000).rounded()
        guard sum < 1e17 else { return DecimalDigits(days).general }
        let milliseconds = Int(sum)
        var text = days < 0 ? "-" : ""
        for token in tokens {
            switch token {
            case .elapsed(let unit, let width):
                let divisor = unit == UInt8(ascii: "h") ? 3_600_000 : unit == UInt8(ascii: "n") ? 60_000 : 1000
                text += SerialDate.padded(milliseconds / divisor, width)
            case .time(UInt8(ascii: "n"), let width): text += SerialDate.padded(milliseconds / 60_000 % 60, width)
            case .time(UInt8(ascii: "s"), let width): text += SerialDate.padded(milliseconds / 1000 % 60, width)
            case .fraction(let digits): text += Self.fraction(milliseconds % 1000, digits)
            case .literal(let literal): text += literal
            default: break
            }
        }
        return text.trimmed
    }

    private func has(_ letters: StaticString) -> Bool {
        tokens.contains { token in
            guard case .time(let letter, _) = token else { return false }
            return (0..<letters.utf8CodeUnitCount).contains { letters.utf8Start[$0] == letter }
        }
    }

    private var showsDay: Bool { has("ymd") }
    private var showsTime: Bool { has("hns") }

    /// Year, month and day, each a number, and nothing that is a word.
    private var isPlainDate: Bool {
        has("y") && has("m") && has("d")
            && tokens.allSatisfy { token in
                switch token {
                case .time(UInt8(ascii: "m"), let count), .time(UInt8(ascii: "d"), let count): count <= 2
                case .literal(let text): !text.unicodeScalars.contains { $0.properties.isAlphabetic }
                default: true
                }
            }
    }

    private func shown(_ date: SerialDate) -> String {
        let isHalved = tokens.contains(.halfDay)
        var text = ""
        for token in tokens {
            switch token {
            case .time(let letter, let count): text += Self.part(letter, count, date, isHalved: isHalved)
            case .halfDay: text += date.hour < 12 ? "AM" : "PM"
            case .fraction(let digits): text += Self.fraction(date.millisecond, digits)
            case .literal(let literal): text += literal
            case .slash: text += "/"
            case .comma: text += ","
            case .point: text += "."
            default: break
            }
        }
        return text.trimmed
    }

    private static func part(_ letter: UInt8, _ count: Int, _ date: SerialDate, isHalved: Bool) -> String {
        let width = min(count, 2)
        switch letter {
        case UInt8(ascii: "h"):
            let hour = isHalved ? (date.hour + 11) % 12 + 1 : date.hour
            return SerialDate.padded(hour, width)
        case UInt8(ascii: "n"): return SerialDate.padded(date.minute, width)
        case UInt8(ascii: "s"): return SerialDate.padded(date.second, width)
        default: break
        }
        guard let day = date.day else { return "0" }
        switch (letter, count) {
        case (UInt8(ascii: "y"), 1...2): return SerialDate.padded(day.year % 100, 2)
        case (UInt8(ascii: "y"), _): return SerialDate.padded(day.year, 4)
        case (UInt8(ascii: "m"), 1...2): return SerialDate.padded(day.month, width)
        case (UInt8(ascii: "m"), 3): return String(months[day.month - 1].prefix(3))
        case (UInt8(ascii: "m"), 5): return String(months[day.month - 1].prefix(1))
        case (UInt8(ascii: "m"), _): return months[day.month - 1]
        case (UInt8(ascii: "d"), 1...2): return SerialDate.padded(day.day, width)
        case (UInt8(ascii: "d"), 3): return String(weekdays[day.weekday].prefix(3))
        default: return weekdays[day.weekday]
        }
    }

    private static func fraction(_ milliseconds: Int, _ digits: Int) -> String {
        "." + SerialDate.padded(milliseconds, 3).prefix(digits)
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
}
