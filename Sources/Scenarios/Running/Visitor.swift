import AWSCore
import Foundation
import YAMLFiles

/// Does what people do, by a front door, and gives back what came of it as plain data.
struct Visitor {
    let scenario: Scenario
    let saved: [String: String]
    let door: @Sendable (HTTPRequest) async throws -> HTTPResponse

    /// - Returns: nil for a step that no person does.
    func result(of step: Step) async throws -> Document? {
        switch step.action {
        case .chat(let body, let isStreaming):
            try await isStreaming ? streamed(filled(body)) : answer("POST", "/chat", filled(body))
        case .search(let body): try await answer("POST", "/search", filled(body))
        case .request(let method, let path, let body): try await answer(method, filled(path), body.map(filled))
        case .upload(let path, let name): try await upload(path, as: filled(name), step)
        case .delete(let name):
            try await answer("DELETE", "/documents/\(PercentEncoding.encode(filled(name)))", nil)
        case .documents: try await answer("GET", "/documents", nil)["documents"] ?? .null
        default: nil
        }
    }

    func answer(_ method: String, _ path: String, _ body: Document?) async throws -> Document {
        let response = try await send(method, path, body, accepting: "application/json")
        let bytes = try await response.body.collect(bytesMax: Self.answerBytesMax)
        var answer = Document.Object([.init("status", .number(Number(response.status)))])
        guard let content = try? Document(json: bytes) else { return .object(answer) }
        guard let object = content.object else { return content }
        for entry in object.entries where entry.name != "status" { answer.entries.append(entry) }
        return .object(answer)
    }

    /// - Returns: `{status, events, text, last}`: the names of the events, the text of all deltas, the last one's data.
    private func streamed(_ body: Document) async throws -> Document {
        let response = try await send("POST", "/chat", body, accepting: "text/event-stream")
        let bytes = try await response.body.collect(bytesMax: Self.answerBytesMax)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let names = lines.filter { $0.hasPrefix("event:") }.map { $0.dropFirst(6).drop { $0 == " " } }
        let data = lines.filter { $0.hasPrefix("data:") }.map { try? Document(json: String($0.dropFirst(5))) }
        let text = zip(names, data).filter { $0.0 == "delta" }.compactMap { $0.1?["text"]?.string }.joined()
        return [
            "status": .number(Number(response.status)), "text": .string(text),
            "last": data.last.flatMap { $0 } ?? .null,
            "events": .list(names.map { .string(String($0)) }),
        ]
    }

    private func send(
        _ method: String, _ path: String, _ body: Document?, accepting type: String
    ) async throws -> HTTPResponse {
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        var request = HTTPRequest(method: method, path: parts[0])
        if parts.count == 2 { request.query = (try? QueryString.parse(parts[1])) ?? [] }
        request.headers["Accept"] = type
        if let body {
            request.headers["Content-Type"] = "application/json"
            request.body = .bytes(body.json())
        }
        return try await door(request)
    }

    private func upload(_ path: String, as name: String, _ step: Step) async throws -> Document {
        let folder = URL(filePath: scenario.file).deletingLastPathComponent()
        let file = URL(filePath: path, relativeTo: folder).path
        guard let data = FileManager.default.contents(atPath: file) else {
            throw ScenarioMistake(file: scenario.file, line: step.line, "there is no file \(path)")
        }
        let request = HTTPRequest(
            method: "PUT", path: "/documents/\(PercentEncoding.encode(name))", body: .bytes(Array(data)))
        let response = try await door(request)
        let bytes = try await response.body.collect(bytesMax: Self.answerBytesMax)
        var answer = (try? Document(json: bytes))?.object ?? .init()
        answer["status"] = .number(Number(response.status))
        return .object(answer)
    }

    private static let answerBytesMax = 64 << 20

    // Words remembered from earlier steps.

    /// The first `${name}` of a step that nobody has saved.
    func unknownVariable(in step: Step) -> String? {
        let text = filled(step.told).jsonText() + step.expectations.map { $0.filled(filled).description }.joined()
        guard let start = text.firstRange(of: "${"), let end = text[start.upperBound...].firstIndex(of: "}") else {
            return nil
        }
        return String(text[start.upperBound..<end])
    }

    func filled(_ text: String) -> String {
        saved.reduce(text) { $0.replacing("${\($1.key)}", with: $1.value) }
    }

    func filled(_ value: Document) -> Document {
        switch value {
        case .string(let text): .string(filled(text))
        case .list(let elements): .list(elements.map(filled))
        case .object(let object): .object(.init(object.entries.map { .init($0.name, filled($0.value)) }))
        default: value
        }
    }
}
