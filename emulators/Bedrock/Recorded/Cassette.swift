public import AWSCore

/// Answers recorded from live Bedrock, to be given again for the same requests.
///
/// As JSON: `{"interactions": [{"operation", "model", "request", "response" | "events" | "error"}]}`. `request` is the
/// JSON body; `response` the JSON body that came back; `events` those of a stream in order, for ConverseStream as
/// `{"messageStart": {...}}`, for InvokeModelWithResponseStream the chunks' payloads; `error` is
/// `{"code", "message", "status"}`. Whoever makes one reads the file.
public struct Cassette: Sendable {
    enum Answer: Sendable {
        case response(Document)
        case events([Document])
        case error(code: String, message: String, status: Int)
    }

    let answers: [String: Answer]

    /// - Throws: ``CassetteError`` when the document has another shape.
    public init(_ document: Document) throws(CassetteError) {
        guard let interactions = document["interactions"]?.list else {
            throw CassetteError(reason: "it has no interactions")
        }
        var answers: [String: Answer] = [:]
        for (number, interaction) in interactions.enumerated() {
            guard let operation = interaction["operation"]?.string, let model = interaction["model"]?.string,
                let request = interaction["request"], let answer = Self.answer(interaction)
            else { throw CassetteError(reason: "interaction \(number) lacks operation, model, request or answer") }
            answers[Self.key(operation: operation, model: model, request: request)] = answer
        }
        self.answers = answers
    }

    private static func answer(_ interaction: Document) -> Answer? {
        if let response = interaction["response"] { return .response(response) }
        if let events = interaction["events"]?.list { return .events(events) }
        guard let error = interaction["error"], let code = error["code"]?.string else { return nil }
        return .error(code: code, message: error["message"]?.string ?? "", status: error["status"]?.int ?? 400)
    }

    /// The hash by which a recorded request is found again: SHA-256 of its JSON with sorted keys, nothing null, and the
    /// ids of tool uses replaced by their number, since each run has its own.
    public static func key(operation: String, model: String, request: Document) -> String {
        var normalizer = RequestNormalizer()
        let text = "\(operation)\n\(model)\n\(normalizer.normalized(request).jsonText())"
        return HashAlgorithm.sha256.hexDigest(of: Array(text.utf8))
    }
}

/// A cassette that is none.
public struct CassetteError: Error, Hashable, Sendable, CustomStringConvertible {
    public let reason: String

    public var description: String { "the cassette cannot be read: \(reason)" }
}

private struct RequestNormalizer {
    private var ids: [String: Int] = [:]

    mutating func normalized(_ value: Document, name: String = "") -> Document {
        switch value {
        case .object(let object):
            // Ids are numbered in the order of the sorted members, whatever order the sender wrote.
            let sorted = object.entries.filter { !$0.value.isNull }.sorted { $0.name < $1.name }
            return .object(Document.Object(sorted.map { .init($0.name, normalized($0.value, name: $0.name)) }))
        case .list(let elements): return .list(elements.map { normalized($0) })
        case .string(let text)
        where ["toolUseId", "tool_use_id"].contains(name) || name == "id" && text.hasPrefix("toolu"):
            let number = ids[text] ?? ids.count
            ids[text] = number
            return .string("tool-use-\(number)")
        case .number(let number): return .number(number.double.map { Number($0) } ?? number)
        default: return value
        }
    }
}

/// All cassettes of a world.
struct Recordings: Sendable {
    private let answers: [String: Cassette.Answer]

    init(_ cassettes: [Cassette]) {
        var answers: [String: Cassette.Answer] = [:]
        for cassette in cassettes { answers.merge(cassette.answers) { _, later in later } }
        self.answers = answers
    }

    func answer(operation: String, model: String, request: () -> Document) -> Cassette.Answer? {
        guard !answers.isEmpty else { return nil }
        return answers[Cassette.key(operation: operation, model: model, request: request())]
    }
}
