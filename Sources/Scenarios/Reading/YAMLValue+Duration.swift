import World
public import YAMLFiles

/// What is wrong with a scenario file, where, and what should stand there.
public typealias ScenarioMistake = FileMistake

extension YAMLValue {
    func duration(_ what: String) throws(ScenarioMistake) -> Duration {
        guard let text = string, let duration = DurationText.duration(text) else {
            throw mistake("\(what) is a time such as 90s, 15m, 2h, 31d or 250ms")
        }
        return duration
    }
}
