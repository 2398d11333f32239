import AWSCore

/// Removes what a case made, the last thing first, by the steps in `undo.yaml`.
struct Undoing {
    let client: any ConformanceClient
    /// Steps by the operation that they undo.
    let steps: Document.Object

    /// What is gone already is no matter.
    func undo(_ transcript: [CaseRunner.Exchange]) async throws {
        for exchange in transcript.reversed() {
            guard case .output(let output) = exchange.answer else { continue }
            let names = Self.members(of: exchange.input).merging(Self.members(of: output)) { _, output in output }
            for step in steps[exchange.operation]?.list ?? [] {
                guard let call = step.object?.entries.first else { continue }
                _ = try await client.call(call.name, Self.input(call.value, names))
            }
        }
    }

    private static func members(of document: Document) -> [String: Document] {
        Dictionary((document.object?.entries ?? []).map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// Members whose `$word` is none of the call's are left out.
    private static func input(_ wanted: Document, _ names: [String: Document]) -> Document {
        let named = wanted.naming(names).object?.entries ?? []
        return .object(Document.Object(named.filter { $0.value.string?.hasPrefix("$") != true }))
    }
}
