import AWSCore

/// When a scheduled rule fires: `rate(5 minutes)` or `cron(0 2 * * ? *)`, always in UTC.
enum Schedule: Hashable, Sendable {
    case rate(seconds: Int)
    case cron(CronExpression)

    /// - Returns: nil for what AWS refuses.
    init?(_ text: String) {
        if let inside = Self.inside("rate(", of: text) {
            guard let seconds = Self.rate(inside) else { return nil }
            self = .rate(seconds: seconds)
        } else if let inside = Self.inside("cron(", of: text), let cron = CronExpression(inside) {
            self = .cron(cron)
        } else {
            return nil
        }
    }

    private static func inside(_ opening: String, of text: String) -> String? {
        guard text.hasPrefix(opening), text.hasSuffix(")") else { return nil }
        return String(text.dropFirst(opening.count).dropLast())
    }

    /// One of a unit is written in the singular, more in the plural; seconds are no unit (recorded answers).
    private static func rate(_ text: String) -> Int? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, words[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int(words[0]), count > 0, count <= 1_000_000
        else { return nil }
        let units = ["minute": 60, "hour": 3600, "day": 86_400]
        let unit = count == 1 ? String(words[1]) : words[1].hasSuffix("s") ? String(words[1].dropLast()) : ""
        return units[unit].map { $0 * count }
    }

    /// The first instant after `time` at which the rule fires; nil when there is none left.
    func next(after time: Timestamp) -> Timestamp? {
        switch self {
        case .rate(let seconds): time + .seconds(seconds)
        case .cron(let cron): cron.next(after: time)
        }
    }
}
