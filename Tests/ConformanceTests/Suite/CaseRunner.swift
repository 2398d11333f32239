import AWSCore

/// Runs one case through one client.
struct CaseRunner {
    let client: any ConformanceClient

    struct Verdict: Sendable {
        /// What went wrong in which step; nil when all was as it should be.
        var mismatch: String?
        /// Each call and its answer, a line each: what two runs are compared by.
        var transcript: [String] = []
    }

    func run(_ wanted: ConformanceCase) async throws -> Verdict {
        var verdict = Verdict()
        for table in wanted.tables {
            try await ask("CreateTable", table, &verdict)
            try await ask("DescribeTable", ["TableName": table["TableName"] ?? .null], &verdict)
        }
        for (index, step) in wanted.steps.enumerated() {
            let answer = try await ask(step.operation, step.input.naming(wanted.account), &verdict)
            if let mismatch = mismatch(answer, step.expectation, account: wanted.account) {
                verdict.mismatch = "step \(index + 1), \(step.operation): \(mismatch)"
                break
            }
        }
        return verdict
    }

    @discardableResult
    private func ask(_ operation: String, _ input: Document, _ verdict: inout Verdict) async throws -> Answer {
        let answer = try await client.call(operation, input)
        verdict.transcript.append("\(operation) \(input.jsonText(.sorted)) -> \(answer)")
        return answer
    }

    private func mismatch(_ answer: Answer, _ wanted: ConformanceCase.Expectation, account: String) -> String? {
        switch (wanted, answer) {
        case (.success(let gives), .output(let output)):
            return Matching.mismatch(output, gives: Document.object(gives).naming(account).object ?? gives)
        case (.success, .failure(let code, let message)): return "failed with \(code): \(message ?? "")"
        case (.failure(let code, let message), .output(let output)):
            return "should fail with \(code): \(Matching.text(message)), answered \(Matching.text(output))"
        case (.failure(let code, let wanted), .failure(let found, let message)):
            let text = message.map { Document.string($0) }
            if code == found, Matching.matches(wanted.naming(account), text) { return nil }
            return
                "should fail with \(code): \(Matching.text(wanted)), failed with \(found): \(message ?? "no message")"
        }
    }
}

extension Answer: CustomStringConvertible {
    var description: String {
        switch self {
        case .output(let document): document.jsonText(.sorted)
        case .failure(let code, let message): "\(code): \(message ?? "")"
        }
    }
}

extension Document {
    /// `$account` in any text, replaced.
    func naming(_ account: String) -> Document {
        switch self {
        case .string(let text): .string(text.replacing("$account", with: account))
        case .list(let elements): .list(elements.map { $0.naming(account) })
        case .object(let object):
            .object(Object(object.entries.map { Entry($0.name, $0.value.naming(account)) }))
        default: self
        }
    }
}
