import AWSCore
import BedrockEmulator
import LocalCloud
import World

/// What a scenario plays on: a chatbot in a world of its own.
struct Stage: Sendable {
    let world: World
    let chatbot: LocalChatbot
    private let rules: [ScriptedRule]

    /// - Parameter rules: of the scenario, for the fake models.
    init(_ world: World, rules: [ScriptedRule]) async throws {
        self.world = world
        self.rules = rules
        var bedrock = BedrockSettings()
        bedrock.rules = rules
        chatbot = try await LocalChatbot(
            world: world, options: LocalChatbotOptions(environment: "test", bedrock: bedrock, isSimulated: true))
    }

    func restarted(afterCrash: Bool) async throws -> Stage {
        let faults = world.faults.list.map(\.rule)
        let stage = try await Stage(try world.restarted(afterCrash: afterCrash), rules: rules)
        for rule in faults { stage.world.faults.add(rule) }
        return stage
    }

    var recordCount: Int { world.audit.count }

    /// How often each operation was called, and how often in vain, sorted by name.
    func calls(since count: Int) -> [Document.Entry] {
        var counts: [String: Int] = [:]
        for record in world.audit.records where record.sequence > count {
            counts["\(record.service).\(record.operation)", default: 0] += 1
            if let code = record.errorCode { counts["\(record.service).\(record.operation) \(code)", default: 0] += 1 }
        }
        return counts.sorted { $0.key < $1.key }.map { Document.Entry($0.key, .number(Number($0.value))) }
    }
}
