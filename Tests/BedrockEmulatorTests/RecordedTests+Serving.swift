import AWSBedrockRuntime
import AWSCore
import BedrockEmulator
import Testing
import World

extension RecordedTests {
    struct Served {
        var body: Document = .null
        var events: [Document]?
    }

    /// Decodes the request as the wire server does, performs it, and reads the answer as JSON.
    func serve(_ exchange: RecordedExchange) async throws -> Served {
        try await serve(exchange, on: Cloud(settings(for: exchange)))
    }

    /// The tools that the model asks for of itself.
    func ownCalls(_ exchange: RecordedExchange) async throws -> [(String, Document)] {
        let served = try await serve(exchange, on: Cloud())
        let content = served.body["output"]?["message"]?["content"]?.list ?? served.body["content"]?.list ?? []
        let blocks = served.events.map { RecordedStream($0).blocks } ?? content.compactMap(RecordedExchange.block)
        return blocks.compactMap { if case .toolUse(let name, let input) = $0 { (name, input) } else { nil } }
    }

    private func serve(_ exchange: RecordedExchange, on cloud: Cloud) async throws -> Served {
        let request = exchange.httpRequest
        let wire = RestJSONProtocol(serving: BedrockRuntime.operations.map(\.schema))
        let name = wire.operationName(of: request, body: exchange.body, of: BedrockRuntime.metadata)
        func input(_ operation: OperationSchema) throws -> Document {
            try wire.input(of: request, body: exchange.body, for: operation)
        }
        switch name {
        case "Converse":
            let answer = try await cloud.client.converse(.init(input(BedrockRuntime.Operations.converse.schema)))
            return Served(body: try Document(json: answer.document.json()))
        case "ConverseStream":
            let answer = try await cloud.client.converseStream(
                .init(input(BedrockRuntime.Operations.converseStream.schema)))
            var events: [Document] = []
            for try await event in answer.stream { events.append(try Document(json: event.document.json())) }
            return Served(events: events)
        case "InvokeModel":
            let answer = try await cloud.client.invokeModel(.init(input(BedrockRuntime.Operations.invokeModel.schema)))
            #expect(answer.contentType == "application/json")
            return Served(body: try Document(json: answer.body.bytes))
        case "InvokeModelWithResponseStream":
            let answer = try await cloud.client.invokeModelWithResponseStream(
                .init(input(BedrockRuntime.Operations.invokeModelWithResponseStream.schema)))
            var events: [Document] = []
            for try await case .chunk(let part) in answer.body {
                events.append(try Document(json: part.bytes?.bytes ?? []))
            }
            return Served(events: events)
        default:
            let answer = try await cloud.client.countTokens(.init(input(BedrockRuntime.Operations.countTokens.schema)))
            return Served(body: try Document(json: answer.document.json()))
        }
    }

    /// The guardrails and profiles of the recorded account, and a rule that gives the model its words.
    private func settings(for exchange: RecordedExchange) -> BedrockSettings {
        var settings = BedrockSettings()
        settings.applicationProfiles = [
            "mi1dadi0g15f": "us.amazon.nova-micro-v1:0", "otnfa2ysixqd": "amazon.titan-embed-text-v2:0",
        ]
        settings.guardrails = ["5zwrmdlsra2e", "v9kpg6yrwhs2", "xbgw7g293v7o"].map(guardrail)
        var words = exchange.words
        if exchange.stoppedByLength, case .text(let text)? = words.last {
            words[words.count - 1] = .text(text + String(repeating: " and so it goes on", count: 500))
        }
        if [2, 14, 1, 13, 18, 19].contains(exchange.number) { words = [.text("Call 1234561666.")] }
        if [3, 4].contains(exchange.number) {
            words = [.text(String(repeating: "A story is told at length. ", count: 30) + "It ends with 1234561666.")]
        }
        settings.rules = [ScriptedRule(.init(role: .any), .content(words))]
        return settings
    }

    private func guardrail(_ id: String) -> GuardrailDefinition {
        var definition = GuardrailDefinition(id: id)
        definition.expressions = [.init(name: "Account Number", pattern: #"\b\d{6}\d{4}\b"#, action: .anonymize)]
        if id == "xbgw7g293v7o" { definition.expressions = [] }
        return definition
    }
}
