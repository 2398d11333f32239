import AWSBedrockRuntime
import AWSCore
import BedrockEmulator
import Testing
import World

/// The same requests that live Bedrock was asked, and the same answers but for the words.
///
/// What a model says is the model's; so a rule gives the emulated one the words of the recording, and what is compared is
/// what Bedrock makes of them: members, types, headers, stop reasons, the order of events, errors.
@Suite struct RecordedTests {
    static let excluded: [Int: String] = [
        6: "its system prompt of 18,131 cached tokens was shortened by the recorder",
        16: "a SageMaker endpoint: not a model of Bedrock's",
        17: "its usage lacks the output tokens that all other answers have",
        22: "answered by a proxy: another form of id, and a model name that Bedrock does not have",
        91: "members that only the newest model has (stop_details, output_tokens_details, service_tier)",
        117: "a mock: the answer has a stop reason and members that do not go with the request",
        121: "a mock: another service tier than the one that was asked for",
        15: "what the guardrail's topic holds is not recorded",
    ]

    /// Members that the service model (botocore 1.43.11) does not name, so that no client of it can see them.
    static let unmodelled: Set<String> = [
        "serverToolUsage", "cacheReadInputTokenCount", "cacheWriteInputTokenCount", "p",
    ]

    static let exchanges = RecordedExchange.all.filter { excluded[$0.number] == nil }

    @Test func nothingIsLeftOutWithoutReason() {
        #expect(RecordedExchange.all.count == 179)
        #expect(Self.exchanges.count == 179 - Self.excluded.count)
        for (number, reason) in Self.excluded {
            #expect(!reason.isEmpty && RecordedExchange.all.contains { $0.number == number })
        }
    }

    @Test(arguments: exchanges.filter { $0.status == 200 }) func answersInTheSameForm(_ exchange: RecordedExchange)
        async throws
    {
        let headers = AnswerHeaders()
        let served = try await AnswerHeaders.$current.withValue(headers) { try await serve(exchange) }
        if let recorded = exchange.events {
            let own = try #require(served.events)
            #expect(StreamShape(own).steps == StreamShape(recorded).steps)
            let isInvocation = exchange.path.contains("/invoke")
            for (event, example) in zip(Self.kinds(own), Self.kinds(recorded)) {
                #expect(event.key == example.key)
                compare(event.value, example.value, at: event.key, isNative: isInvocation)
            }
        } else {
            compare(served.body, exchange.response, at: "body", isNative: exchange.path.contains("/invoke"))
        }
        for name in [
            "x-amzn-bedrock-input-token-count", "x-amzn-bedrock-output-token-count",
            "x-amzn-bedrock-invocation-latency",
        ]
        where exchange.header(name) != nil {
            #expect(headers.all.contains { $0.name.lowercased() == name }, "\(name) is missing")
        }
    }

    @Test(arguments: exchanges.filter { $0.status != 200 }) func failsInTheSameWords(_ exchange: RecordedExchange)
        async throws
    {
        let error = await failure { try await serve(exchange) }
        let code = exchange.header("x-amzn-errortype").map { $0.split(separator: ":")[0] } ?? "ValidationException"
        #expect(error?.code.rawValue == String(code))
        #expect(error?.status == exchange.status)
        #expect(error?.message == exchange.response["message"]?.string)
    }

    /// The last of each kind of event in a stream, by kind.
    private static func kinds(_ events: [Document]) -> [(key: String, value: Document)] {
        var kinds: [String: Document] = [:]
        for event in events { kinds[StreamShape.step(event)] = event }
        return kinds.sorted { $0.key < $1.key }
    }

    /// Each member that the recording has is there with a value of the same type, and no other is.
    private func compare(_ own: Document, _ recorded: Document, at path: String, isNative: Bool) {
        guard !FreeForm.isFree(path) else { return }
        switch (own, recorded) {
        case (.object(let own), .object(let recorded)):
            if let length = recorded["vectorLength"]?.int {
                Issue.record("\(path): an object where a vector of \(length) was expected")
                return
            }
            let names = Set(recorded.entries.map(\.name)).subtracting(isNative ? ["p"] : Self.unmodelled)
            let mine = Set(own.entries.map(\.name)).subtracting(isNative ? ["p"] : Self.unmodelled)
            #expect(mine.subtracting(FreeForm.later) == names.subtracting(FreeForm.later), "\(path)")
            for name in names.sorted() {
                guard let value = own[name], let example = recorded[name] else { continue }
                compare(value, example, at: "\(path).\(name)", isNative: isNative)
            }
        case (.list(let own), .object(let vector)):
            #expect(own.count == vector["vectorLength"]?.int, "\(path)")
            let norm = own.reduce(0.0) { $0 + ($1.double ?? 0) * ($1.double ?? 0) }.squareRoot()
            #expect(abs(norm - (vector["norm"]?.double ?? 0)) < 0.02, "\(path)")
        case (.list(let own), .list(let recorded)):
            for (element, example) in zip(own, recorded) {
                compare(element, example, at: "\(path)[]", isNative: isNative)
            }
        default: #expect(Self.type(own) == Self.type(recorded), "\(path)")
        }
        if path.hasSuffix("stopReason") || path.hasSuffix("stop_reason") || path.hasSuffix("completionReason") {
            #expect(own == recorded, "\(path)")
        }
    }

    private static func type(_ value: Document) -> String {
        switch value {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .list: "list"
        case .object: "object"
        case .blob, .timestamp: "other"
        }
    }
}

/// Parts of answers that a recording says nothing about.
enum FreeForm {
    /// What a tool is called with, and what a guardrail of an account that nobody knows found.
    static func isFree(_ path: String) -> Bool {
        path.hasSuffix(".input") && path.contains("content") || path.hasSuffix(".toolUse.input")
            || path.contains("rail") && path.contains("ssessment") || path.contains("amazon-bedrock-trace")
    }

    /// Members that came to Bedrock between one recording and another.
    static let later: Set<String> = ["actionReason", "modelOutput", "cacheDetails", "cache_creation", "type", "trace"]
}

/// The order of events: runs of deltas count once, since models cut their words as they like.
struct StreamShape {
    let steps: [String]

    init(_ events: [Document]) {
        var steps: [String] = []
        // Titan cuts long texts into chunks of several hundred characters: any number of them is the same.
        for event in events {
            let step = Self.step(event)
            if step != steps.last { steps.append(step) }
        }
        self.steps = Self.withoutRepeatedPairs(steps)
    }

    /// Nova ends a block behind each piece of text.
    private static func withoutRepeatedPairs(_ steps: [String]) -> [String] {
        var kept: [String] = []
        for step in steps {
            kept.append(step)
            let count = kept.count
            if count >= 4, kept[count - 4..<count - 2] == kept[count - 2..<count], kept[count - 2].hasSuffix("text") {
                kept.removeLast(2)
            }
        }
        return kept
    }

    static func step(_ event: Document) -> String {
        if let type = event["type"]?.string {
            let delta = event["delta"]?["type"]?.string ?? event["content_block"]?["type"]?.string
            return delta.map { "\(type) \($0)" } ?? type
        }
        let name = event.object?.entries.first?.name ?? ""
        if name == "contentBlockDelta" {
            return name + (event[name]?["delta"]?["toolUse"] == nil ? " text" : " toolUse")
        }
        return event["outputText"] == nil ? name : "outputText"
    }
}
