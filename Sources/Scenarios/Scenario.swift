public import AWSCore
import BedrockEmulator
import World

/// What must hold end to end, as a file says it: a world, and what happens in it, step by step.
public struct Scenario: Sendable {
    /// Its path below the folder of scenarios, without the ending: `chat/question-on-a-workbook`.
    public let name: String
    public let file: String
    /// What holds, in a sentence.
    public let title: String
    public let seed: UInt64
    public let start: Timestamp
    /// What the fake models answer whatever they are asked, by rules of the scenario.
    let rules: [ScriptedRule]
    let steps: [Step]

    /// Worlds that are closed and opened again are kept in a directory.
    var needsDirectory: Bool { steps.contains { $0.action.endsWorld } }
}

/// One thing that happens, and what must come of it.
struct Step: Sendable {
    let line: Int
    /// What stands before the expectations, as it was written: told again in the transcript.
    let told: Document
    let action: Action
    let expectations: [Pattern]
    /// Members of the result to remember under a name: `${name}` in later steps.
    let saves: [(name: String, path: String)]

    enum Action: Sendable {
        // What people do.
        case chat(body: Document, isStreaming: Bool)
        case search(Document)
        case request(method: String, path: String, body: Document?)
        case upload(path: String, name: String)
        case delete(name: String)
        // What happens to the world.
        case advance(Duration)
        case fault(FaultRule)
        case clearFaults
        case events([Document])
        case call(service: String, operation: String, input: Document)
        /// Closes the world and opens it again; a crash does not close it first.
        case restart(isCrash: Bool)
        // What to look at.
        case documents
        case table(String)
        case objects(bucket: String?, prefix: String)
        case queue(String)
        case logs(String)
        case calls(service: String, operation: String)
        case cost
        case vector(VectorStep)

        var endsWorld: Bool { if case .restart = self { true } else { false } }
    }
}
