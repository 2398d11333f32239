import AWSBedrockRuntime
import AWSCore
import BedrockEmulator
import Foundation
import World

/// One Bedrock in a world of its own, and a caller of it.
struct Cloud {
    let world: World
    let state: BedrockState
    let client: BedrockRuntimeProxy

    init(_ settings: BedrockSettings = BedrockSettings(), world configuration: WorldConfiguration = .init()) throws {
        let world = try World(configuration)
        let state = try BedrockState(world, settings: settings)
        self.world = world
        self.state = state
        client = BedrockRuntimeProxy(
            EmulatedInvoker<BedrockRuntime>(world, caller: world.caller()) { BedrockRuntimeEmulator(state, $0) })
    }

    static let claude = "anthropic.claude-3-5-sonnet-20240620-v1:0"

    /// What a model answers to one message.
    func ask(
        _ text: String, system: String? = nil, model: String = Cloud.claude, tools: [BedrockRuntime.Tool] = [],
        choice: BedrockRuntime.ToolChoice? = nil
    ) async throws -> BedrockRuntime.ConverseResponse {
        try await client.converse(
            .init(
                modelId: model, messages: [.init(role: .user, content: [.text(text)])],
                system: system.map { [.text($0)] },
                toolConfig: tools.isEmpty ? nil : .init(tools: tools, toolChoice: choice)))
    }

    func say(_ text: String, system: String? = nil, model: String = Cloud.claude) async throws -> String {
        try await ask(text, system: system, model: model).text
    }

    /// What InvokeModel answers to a JSON body.
    func invoke(_ model: String, _ body: Document) async throws -> Document {
        let answer = try await client.invokeModel(.init(body: Blob(body.json()), modelId: model))
        return try Document(json: answer.body.bytes)
    }
}

extension BedrockRuntime.ConverseResponse {
    var content: [BedrockRuntime.ContentBlock] {
        if case .message(let message) = output { message.content } else { [] }
    }

    var text: String {
        content.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined(separator: "\n")
    }

    var toolUses: [BedrockRuntime.ToolUseBlock] {
        content.compactMap { if case .toolUse(let use) = $0 { use } else { nil } }
    }
}

/// A tool with these properties, all of them required.
func tool(_ name: String, _ description: String, _ properties: Document, required: [String]) -> BedrockRuntime.Tool {
    .toolSpec(
        .init(
            name: name, description: description,
            inputSchema: .json([
                "type": "object", "properties": properties, "required": .list(required.map { .string($0) }),
            ])))
}

/// A file under Fixtures.
enum Fixture {
    static func text(_ path: String) throws -> String {
        let url = Bundle.module.resourceURL!.appending(path: "Fixtures/\(path)")
        return try String(contentsOf: url, encoding: .utf8)
    }

    /// One document a line.
    static func lines(_ path: String) throws -> [Document] {
        try text(path).split(separator: "\n").map { try Document(json: String($0)) }
    }
}

/// The error of a call that must fail.
func failure(_ body: () async throws -> some Any) async -> BedrockRuntimeError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? BedrockRuntimeError
    }
}
