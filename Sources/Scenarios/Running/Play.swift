import AWSCore
import LocalCloud
import World
import YAMLFiles

/// One run of a scenario: the world as it stands, and what has been remembered and told so far.
struct Play {
    let scenario: Scenario
    var stage: Stage
    var transcript = Transcript()
    var mismatches: [StepMismatch] = []
    private var saved: [String: String] = [:]

    /// What a step did not bring as expected.
    struct StepMismatch: Hashable, Sendable {
        let line: Int
        let mismatch: Mismatch
    }

    init(_ scenario: Scenario, on stage: Stage) {
        self.scenario = scenario
        self.stage = stage
        transcript.append(["scenario": .string(scenario.title), "seed": .number(Number(scenario.seed))])
    }

    mutating func perform(_ step: Step) async throws {
        let before = stage.recordCount
        let performer = StepPerformer(stage: stage, scenario: scenario, saved: saved)
        if let name = performer.unknownVariable(in: step) {
            throw ScenarioMistake(file: scenario.file, line: step.line, "no step before has saved `${\(name)}`")
        }
        let result = try await performer.result(of: step)
        if case .restart(let isCrash) = step.action { stage = try await stage.restarted(afterCrash: isCrash) }
        for pattern in step.expectations {
            mismatches += pattern.filled(performer.filled).mismatches(result).map {
                StepMismatch(line: step.line, mismatch: $0)
            }
        }
        remember(step, result)
        tell(step, result, since: step.action.endsWorld ? 0 : before)
    }

    private mutating func remember(_ step: Step, _ result: Document) {
        for (name, path) in step.saves {
            let value = path.split(separator: ".").reduce(Document?.some(result)) { value, part in
                Int(part).flatMap { value?[$0] } ?? value?[String(part)]
            }
            guard let text = value?.string ?? value?.number?.text else {
                let missing = Mismatch(path: path, expected: "a text or number to save", found: "nothing")
                mismatches.append(StepMismatch(line: step.line, mismatch: missing))
                continue
            }
            saved[name] = text
        }
    }

    private mutating func tell(_ step: Step, _ result: Document, since record: Int) {
        var line: [Document.Entry] = [
            .init("at", .string(stage.world.clock.now.text(.dateTime))), .init("step", step.told),
        ]
        if !result.isNull { line.append(.init("result", result)) }
        let calls = stage.calls(since: record)
        if !calls.isEmpty { line.append(.init("calls", .object(.init(calls)))) }
        transcript.append(.object(.init(line)))
    }
}
