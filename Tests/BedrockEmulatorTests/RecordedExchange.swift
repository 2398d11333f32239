import AWSBedrockRuntime
import AWSCore
import BedrockEmulator

/// One request that live Bedrock answered, and its answer.
struct RecordedExchange: Sendable, CustomStringConvertible {
    let number: Int
    let document: Document

    var description: String { "\(number) \(path)" }
    var path: String { document["path"]?.string ?? "" }
    var status: Int { document["status"]?.int ?? 0 }
    var request: Document { document["request"] ?? .null }
    var events: [Document]? { document["events"]?.list }
    var response: Document { document["response"] ?? .null }

    static let all: [RecordedExchange] = {
        do {
            let exchanges = try Document(json: Fixture.text("recorded.json")).list ?? []
            return exchanges.map { RecordedExchange(number: $0["number"]?.int ?? -1, document: $0) }
        } catch {
            fatalError("the recorded exchanges cannot be read: \(error)")
        }
    }()

    func header(_ name: String) -> String? {
        for entry in document["headers"]?.object?.entries ?? [] where entry.name.lowercased() == name.lowercased() {
            return entry.value.string
        }
        return nil
    }

    /// The request as it came over the wire.
    var httpRequest: HTTPRequest {
        var headers = HTTPHeaders()
        for entry in document["requestHeaders"]?.object?.entries ?? [] {
            headers.append(entry.name, entry.value.string ?? "")
        }
        return HTTPRequest(method: "POST", path: path, headers: headers, body: .bytes(body))
    }

    /// Some recorders kept the body as text.
    var body: [UInt8] {
        switch request {
        case .null: Array("{}".utf8)
        case .string(let text): Array(text.utf8)
        default: request.json()
        }
    }

    /// The model's own words and calls, which a rule gives to the emulated model.
    var words: [ScriptedRule.Block] {
        if let events { return RecordedStream(events).blocks }
        let converse = response["output"]?["message"]?["content"]?.list ?? []
        let anthropic = response["content"]?.list ?? []
        let titan = response["results"]?.list?.compactMap { $0["outputText"]?.string } ?? []
        let completion = response["completion"]?.string.map { [$0] } ?? []
        return (converse + anthropic).compactMap(Self.block)
            + (titan + completion).map { .text(String($0.drop { $0 == "\n" || $0 == " " })) }
    }

    static func block(_ block: Document) -> ScriptedRule.Block? {
        if let text = block["text"]?.string { return .text(text) }
        if let use = block["toolUse"] { return .toolUse(name: use["name"]?.string ?? "", input: use["input"] ?? [:]) }
        guard block["type"]?.string == "tool_use" else { return nil }
        return .toolUse(name: block["name"]?.string ?? "", input: block["input"] ?? [:])
    }

    /// "max_tokens", in whichever words the model's API has for it.
    var stoppedByLength: Bool {
        let text = (events.map { Document.list($0) } ?? response).jsonText()
        return text.contains("max_tokens") || text.contains("\"LENGTH\"")
    }
}

/// A recorded stream put together again.
struct RecordedStream {
    private(set) var blocks: [ScriptedRule.Block] = []
    private var text = ""
    private var name = ""
    private var json = ""

    init(_ events: [Document]) {
        for event in events { take(event) }
        end()
    }

    private mutating func take(_ event: Document) {
        let start = event["contentBlockStart"]?["start"]?["toolUse"] ?? event["content_block"]
        if let start, let tool = start["name"]?.string {
            end()
            name = tool
        }
        let delta = event["contentBlockDelta"]?["delta"] ?? event["delta"]
        text += delta?["text"]?.string ?? event["outputText"]?.string ?? event["completion"]?.string ?? ""
        json += delta?["toolUse"]?["input"]?.string ?? delta?["partial_json"]?.string ?? ""
    }

    private mutating func end() {
        if !name.isEmpty {
            blocks.append(.toolUse(name: name, input: (try? Document(json: json)) ?? [:]))
        } else if !text.isEmpty {
            blocks.append(.text(String(text.drop { $0 == "\n" })))
        }
        (text, name, json) = ("", "", "")
    }
}
