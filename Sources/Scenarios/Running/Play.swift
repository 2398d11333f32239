import AWSCore
import Foundation
import LocalCloud
import World
import YAMLFiles

/// One run of a scenario: the world as it stands, and what has been remembered and told so far.
struct Play {
    let scenario: Scenario
    var stage: Stage
    var transcript = Transcript()
    private(set) var notes = PlayNotes()

    init(_ scenario: Scenario, on stage: Stage) {
        self.scenario = scenario
        self.stage = stage
        transcript.append(["scenario": .string(scenario.title), "seed": .number(Number(scenario.seed))])
    }

    mutating func perform(_ step: Step) async throws {
        let before = stage.recordCount
        let performer = StepPerformer(stage: stage, scenario: scenario, saved: notes.saved)
        if let name = performer.visitor.unknownVariable(in: step) {
            throw ScenarioMistake(file: scenario.file, line: step.line, "no step before has saved `${\(name)}`")
        }
        let result: Document
        do {
            result = try await self.result(of: step, performer)
        } catch let error as WireError {
            throw ScenarioMistake(file: scenario.file, line: step.line, error.words)
        } catch let error as StepFailure {
            throw ScenarioMistake(file: scenario.file, line: step.line, error.words)
        }
        if case .restart(let isCrash) = step.action { stage = try await stage.restarted(afterCrash: isCrash) }
        notes.judge(step, result, performer.visitor)
        tell(step, result, since: step.action.endsWorld ? 0 : before)
    }

    private mutating func result(of step: Step, _ performer: StepPerformer) async throws -> Document {
        guard case .vector(let vector) = step.action else { return try await performer.result(of: step) }
        let folder = URL(filePath: scenario.file).deletingLastPathComponent()
        let outcome = try await VectorCheck(step: vector, stage: stage, folder: folder).run()
        notes.judge(step, outcome, vector)
        return outcome.result
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
