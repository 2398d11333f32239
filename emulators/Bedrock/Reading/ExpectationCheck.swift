/// Whether a statement holds a thing of the kind that a question asks for.
enum ExpectationCheck {
    static func holds(_ expectation: Question.Expectation, in text: String, words: [Word]) -> Bool {
        switch expectation {
        case .anything: true
        case .number: hasNumber(words)
        case .duration: hasNumber(words) && words.contains { timeUnits.contains($0.stem) } || hasImmediacy(words)
        case .frequency: words.contains { frequencies.contains($0.text) }
        case .money: text.contains("$") || text.contains("€") || words.contains { moneyWords.contains($0.text) }
        case .date: words.contains { months.contains($0.text) || $0.hasDigit || timeUnits.contains($0.stem) }
        case .person: words.dropFirst().contains { $0.isCapitalized } || words.contains { people.contains($0.stem) }
        case .place:
            text.contains("://") || text.contains("`") || text.contains("#") || text.contains("@")
                || words.contains { places.contains($0.text) } || isAddress(words)
        case .code: text.contains("`") || words.contains { $0.isDistinctive } || text.contains("--")
        }
    }

    static func hasNumber(_ words: [Word]) -> Bool {
        words.contains { $0.hasDigit || numberWords.contains($0.text) }
    }

    private static func hasImmediacy(_ words: [Word]) -> Bool {
        words.contains { ["immediately", "instantly", "indefinitely", "forever"].contains($0.text) }
    }

    /// A postcode before the name of a town.
    private static func isAddress(_ words: [Word]) -> Bool {
        zip(words, words.dropFirst()).contains { (5...6).contains($0.text.count) && $0.hasDigit && $1.isCapitalized }
    }

    private static let timeUnits: Set<String> = Set(
        [
            "second", "minute", "hour", "day", "week", "month", "year", "quarter", "ms", "min", "hr", "fiscal", "tag",
            "tage", "tagen", "woche", "wochen", "monat", "monate", "monaten", "jahr", "jahre", "jahren", "stunde",
            "stunden",
            "minuten",
        ].map(Stemmer.stem))
    private static let frequencies: Set<String> = [
        "every", "daily", "weekly", "monthly", "yearly", "annually", "annual", "quarterly", "per", "once", "twice",
        "each",
        "hourly", "biweekly", "regularly",
    ]
    private static let moneyWords: Set<String> = ["dollar", "dollars", "usd", "cents", "free", "euro", "eur", "yen"]
    private static let months: Set<String> = [
        "january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
        "december",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday", "tuesday",
        "wednesday", "thursday", "friday", "saturday", "sunday", "januar", "februar", "märz", "mai", "juni", "juli",
        "oktober", "dezember", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
    ]
    private static let people: Set<String> = Set(
        [
            "team", "supervisor", "manager", "lead", "employee", "officer", "administrator", "admin", "staff",
            "customer",
            "user", "director", "office", "people", "owner", "everyone", "anyone",
        ].map(Stemmer.stem))
    private static let places: Set<String> = [
        "in", "at", "on", "under", "im", "bei", "an", "page", "folder", "directory", "site", "channel", "dashboard",
        "slack", "link",
    ]
    static let numberWords: Set<String> = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
        "twenty", "thirty", "forty", "fifty", "sixty", "ninety", "hundred", "thousand", "million", "half", "dozen",
        "zero",
        "unlimited", "no", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    ]
}
