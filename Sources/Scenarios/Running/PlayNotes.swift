import AWSCore

/// What a run of a scenario has remembered for later steps, and what has not come as expected.
struct PlayNotes: Sendable {
    private(set) var saved: [String: String] = [:]
    private(set) var mismatches: [StepMismatch] = []
    /// What differs from machine to machine, and is told to people alone.
    private(set) var figures: [String] = []

    struct StepMismatch: Hashable, Sendable {
        let line: Int
        let mismatch: Mismatch
    }

    /// Holds what came of a step against what it expects, and remembers what it saves.
    mutating func judge(_ step: Step, _ result: Document, _ visitor: Visitor) {
        for pattern in step.expectations {
            mismatches += pattern.filled(visitor.filled).mismatches(result).map {
                StepMismatch(line: step.line, mismatch: $0)
            }
        }
        remember(step, result)
    }

    /// Holds a search for nearest neighbours against its floors.
    mutating func judge(_ step: Step, _ outcome: VectorCheck.Outcome, _ vector: VectorStep) {
        func text(_ number: Double) -> String { "\((number * 1000).rounded() / 1000)" }
        let what = "line \(step.line), \(vector.dataset)" + (vector.filter.map { ", \($0) of the rows" } ?? "")
        figures.append(
            "\(what): recall@\(vector.k) \(text(outcome.recall)), p99 \(text(outcome.ratio)) of an exact scan")
        if let least = vector.recallMin, outcome.recall < least {
            let missed = Mismatch(path: "recall", expected: "at least \(least)", found: text(outcome.recall))
            mismatches.append(StepMismatch(line: step.line, mismatch: missed))
        }
        if let most = vector.ratioMax, outcome.ratio > most {
            let missed = Mismatch(path: "p99_ratio_to_exact", expected: "at most \(most)", found: text(outcome.ratio))
            mismatches.append(StepMismatch(line: step.line, mismatch: missed))
        }
    }

    /// As failures of the scenario's file.
    func failures(in file: String) -> [ScenarioReport.Failure] {
        mismatches.map { ScenarioReport.Failure(file: file, line: $0.line, message: $0.mismatch.description) }
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
}
