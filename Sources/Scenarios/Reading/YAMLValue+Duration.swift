public import YAMLFiles

/// What is wrong with a scenario file, where, and what should stand there.
public typealias ScenarioMistake = FileMistake

extension YAMLValue {
    func duration(_ what: String) throws(ScenarioMistake) -> Duration {
        guard let text = string, let duration = Duration(scenario: text) else {
            throw mistake("\(what) is a time such as 90s, 15m, 2h, 31d or 250ms")
        }
        return duration
    }
}

extension Duration {
    /// A whole number and one of `ms`, `s`, `m`, `h`, `d`.
    init?(scenario text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int64(digits), count <= 1_000_000_000 else { return nil }
        switch text.dropFirst(digits.count) {
        case "ms": self = .milliseconds(count)
        case "s": self = .seconds(count)
        case "m": self = .seconds(count * 60)
        case "h": self = .seconds(count * 3600)
        case "d": self = .seconds(count * 86_400)
        default: return nil
        }
    }
}
