import AWSCore

/// Runs one case through one client.
struct CaseRunner {
    let client: any ConformanceClient
    /// Lets seconds pass; nil where time cannot be moved: cases that wait are left out there.
    var wait: (@Sendable (Int) async -> Void)?

    struct Verdict: Sendable {
        /// What went wrong in which step; nil when all was as it should be.
        var mismatch: String?
        /// The case asks for what this way cannot do.
        var isLeftOut = false
        var transcript: [Exchange] = []
    }

    /// One call and its answer: what two runs are compared by.
    struct Exchange: Hashable, Sendable {
        let operation: String
        let input: Document
        let answer: Answer
    }

    /// - Parameters:
    ///   - names: what `$word` stands for from the start.
    ///   - waitsMax: seconds; a case that wants to wait for longer is left out.
    func run(
        _ wanted: ConformanceCase, _ names: [String: Document], waitsMax: Int = .max
    ) async throws -> Verdict {
        var verdict = Verdict()
        var names = names
        for (index, step) in (wanted.given + wanted.steps).enumerated() {
            if step.operation == "Wait" {
                let seconds = step.input["Seconds"]?.int ?? 0
                guard let wait, seconds <= waitsMax else {
                    verdict.isLeftOut = true
                    break
                }
                await wait(seconds)
            } else if let mismatch = try await mismatch(step, &names, &verdict) {
                verdict.mismatch = "step \(index + 1 - wanted.given.count), \(step.operation): \(mismatch)"
                break
            }
        }
        return verdict
    }

    private func mismatch(
        _ step: ConformanceCase.Step, _ names: inout [String: Document], _ verdict: inout Verdict
    ) async throws -> String? {
        let input = step.input.naming(names).asked
        var answer = try await client.call(step.operation, input)
        var mismatch = mismatch(answer, step.expectation, names)
        var seconds = 0
        while let wait, mismatch != nil, seconds < step.within {
            await wait(1)
            seconds += 1
            answer = try await client.call(step.operation, input)
            mismatch = self.mismatch(answer, step.expectation, names)
        }
        verdict.transcript.append(Exchange(operation: step.operation, input: input, answer: answer))
        if let mismatch { return mismatch }
        guard case .output(let output) = answer else { return nil }
        for kept in step.keeps.entries {
            guard let found = kept.value.string.flatMap(output.found) else { return "has no \(kept.value)" }
            names[kept.name] = found
        }
        return nil
    }

    private func mismatch(
        _ answer: Answer, _ wanted: ConformanceCase.Expectation, _ names: [String: Document]
    ) -> String? {
        switch (wanted, answer) {
        case (.success(let gives), .output(let output)):
            return Matching.mismatch(output, gives: Document.object(gives).naming(names).object ?? gives)
        case (.success, .failure(let code, let message)): return "failed with \(code): \(message ?? "")"
        case (.failure(let code, let message), .output(let output)):
            return "should fail with \(code): \(Matching.text(message)), answered \(Matching.text(output))"
        case (.failure(let code, let wanted), .failure(let found, let message)):
            let text = message.map { Document.string($0) }
            if code == found, Matching.matches(wanted.naming(names), text) { return nil }
            return
                "should fail with \(code): \(Matching.text(wanted)), failed with \(found): \(message ?? "no message")"
        }
    }
}
