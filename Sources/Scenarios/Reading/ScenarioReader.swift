import AWSCore
import YAMLFiles

/// Reads a scenario file, and refuses what it does not know with the place and what was expected there.
package enum ScenarioReader {
    static let names = ["scenario", "seed", "start", "model_rules", "steps"]
    /// Steps of one scenario.
    static let stepsMax = 500

    /// - Parameters:
    ///   - text: of the file.
    ///   - file: its path, for mistakes and for what the scenario names relative to itself.
    ///   - name: ``Scenario/name``.
    package static func read(_ text: String, file: String, name: String) throws(ScenarioMistake) -> Scenario {
        let mapping = try YAMLValue(text: text, file: file).mapping("a scenario")
        try mapping.check(known: names)
        let steps = try mapping.required("steps").list("`steps`")
        guard (1...stepsMax).contains(steps.count) else {
            throw mapping.value.mistake("a scenario has 1 to \(stepsMax) steps")
        }
        var read: [Step] = []
        for step in steps { read.append(try StepReader.read(step)) }
        return Scenario(
            name: name, file: file,
            title: try mapping.required("scenario").text("`scenario`, what holds in a sentence,"),
            seed: UInt64(try mapping["seed"]?.integer("`seed`") ?? 1), start: try start(mapping["start"]),
            rules: try ModelRuleReader.read(mapping["model_rules"]), steps: read)
    }

    /// Midnight of the first day of 2025 unless the file says otherwise.
    private static func start(_ value: YAMLValue?) throws(ScenarioMistake) -> Timestamp {
        guard let value else { return Timestamp(seconds: 1_735_689_600) }
        guard let start = value.string.flatMap({ Timestamp($0, .dateTime) }) else {
            throw value.mistake("`start` is an instant such as 2025-01-01T00:00:00Z")
        }
        return start
    }
}
