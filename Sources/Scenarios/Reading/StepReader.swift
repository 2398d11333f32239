import AWSCore
import World
import YAMLFiles

/// Reads one step: what happens, under the name of its kind, and what is expected of it.
enum StepReader {
    /// The kinds of steps, in the order in which people are told of them.
    static let kinds = [
        "chat", "search", "request", "upload", "delete", "documents", "advance", "fault", "clear_faults", "events",
        "call", "restart", "table", "objects", "queue", "logs", "calls", "cost", "vector",
    ]

    static func read(_ value: YAMLValue) throws(ScenarioMistake) -> Step {
        let mapping = try value.mapping("a step")
        try mapping.check(known: kinds + ["expect", "save"])
        let actions = mapping.entries.filter { kinds.contains($0.name) }
        guard actions.count == 1 else {
            throw value.mistake("a step does one thing: \(kinds.joined(separator: ", "))")
        }
        let (kind, what) = actions[0]
        return Step(
            line: value.line, told: .object(.init([.init(kind, try what.document())])),
            action: try action(kind, what),
            expectations: try mapping["expect"].map { value throws(ScenarioMistake) in [try PatternReader.read(value)] }
                ?? [],
            saves: try saves(mapping["save"]))
    }

    private static func action(_ kind: String, _ value: YAMLValue) throws(ScenarioMistake) -> Step.Action {
        switch kind {
        case "chat": try chat(value)
        case "search": try search(value)
        case "request": try request(value)
        case "upload": try upload(value)
        case "delete": .delete(name: try value.text("`delete`, the name of a document,"))
        case "documents": try isTrue(value, .documents)
        case "advance": .advance(try value.duration("`advance`"))
        case "fault": .fault(try FaultReader.read(value))
        case "clear_faults": try isTrue(value, .clearFaults)
        case "events": try events(value)
        case "call": try call(value)
        case "restart": try restart(value)
        case "table": .table(try value.text("`table`"))
        case "objects": try objects(value)
        case "queue": .queue(try value.text("`queue`"))
        case "logs": .logs(try value.text("`logs`"))
        case "calls": try calls(value)
        case "vector": .vector(try VectorStepReader.read(value))
        default: try isTrue(value, .cost)
        }
    }

    private static func saves(_ value: YAMLValue?) throws(ScenarioMistake) -> [(name: String, path: String)] {
        var saves: [(name: String, path: String)] = []
        for entry in try value?.mapping("`save`").entries ?? [] {
            saves.append((entry.name, try entry.value.text("what is saved, a path in the result,")))
        }
        return saves
    }

    private static func isTrue(_ value: YAMLValue, _ action: Step.Action) throws(ScenarioMistake)
        -> Step.Action
    {
        guard try value.bool("this step's value") else { throw value.mistake("this step's value is true") }
        return action
    }

    // People.

    private static func chat(_ value: YAMLValue) throws(ScenarioMistake) -> Step.Action {
        if let message = value.string { return .chat(body: ["message": .string(message)], isStreaming: false) }
        let mapping = try value.mapping("`chat`")
        try mapping.check(known: ["message", "conversation_id", "user_id", "stream"])
        _ = try mapping.required("message")
        let isStreaming = try mapping["stream"]?.bool("`stream`") ?? false
        var body = try value.document().object ?? .init()
        body["stream"] = nil
        return .chat(body: .object(body), isStreaming: isStreaming)
    }

    private static func search(_ value: YAMLValue) throws(ScenarioMistake) -> Step.Action {
        if let query = value.string { return .search(["query": .string(query)]) }
        let mapping = try value.mapping("`search`")
        try mapping.check(known: ["query", "k", "min_score", "filters", "search_type"])
        return .search(try value.document())
    }

    private static func request(_ value: YAMLValue) throws(ScenarioMistake) -> Step.Action {
        if let line = value.string {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 2, words[1].hasPrefix("/") else {
                throw value.mistake("a request is like `GET /health`")
            }
            return .request(method: words[0], path: words[1], body: nil)
        }
        let mapping = try value.mapping("`request`")
        try mapping.check(known: ["method", "path", "body"])
        return .request(
            method: try mapping["method"]?.text("`method`") ?? "GET", path: try mapping.required("path").text("`path`"),
            body: try mapping["body"]?.document())
    }

    private static func upload(_ value: YAMLValue) throws(ScenarioMistake) -> Step.Action {
        if let path = value.string { return .upload(path: path, name: String(path.split(separator: "/").last ?? "")) }
        let mapping = try value.mapping("`upload`")
        try mapping.check(known: ["file", "as"])
        return .upload(
            path: try mapping.required("file").text("`file`"), name: try mapping.required("as").text("`as`"))
    }

    // The world.

    private static func events(_ value: YAMLValue) throws(ScenarioMistake) -> Step.Action {
        var events: [Document] = []
        for event in try value.list("`events`") { events.append(try event.document()) }
        return .events(events)
    }

    private static func call(_ value: YAMLValue) throws(ScenarioMistake) -> Step.Action {
        let mapping = try value.mapping("`call`")
        try mapping.check(known: ["operation", "input"])
        let name = try mapping.required("operation")
        let parts = try name.text("`operation`").split(separator: ".").map(String.init)
        guard parts.count == 2 else { throw name.mistake("an operation is named like `DynamoDB.GetItem`") }
        return .call(service: parts[0], operation: parts[1], input: try mapping["input"]?.document() ?? [:])
    }

    private static func restart(_ value: YAMLValue) throws(ScenarioMistake) -> Step.Action {
        switch value.string {
        case "clean": .restart(isCrash: false)
        case "crash": .restart(isCrash: true)
        default: throw value.mistake("`restart` is `clean` or `crash`")
        }
    }

    // Looking.

    private static func objects(_ value: YAMLValue) throws(ScenarioMistake) -> Step.Action {
        if let prefix = value.string { return .objects(bucket: nil, prefix: prefix) }
        let mapping = try value.mapping("`objects`")
        try mapping.check(known: ["bucket", "prefix"])
        return .objects(
            bucket: try mapping["bucket"]?.text("`bucket`"), prefix: try mapping["prefix"]?.text("`prefix`") ?? "")
    }

    private static func calls(_ value: YAMLValue) throws(ScenarioMistake) -> Step.Action {
        let parts = try value.text("`calls`").split(separator: ".", maxSplits: 1).map(String.init)
        guard let service = parts.first else { throw value.mistake("`calls` is like `bedrock.Converse` or `dynamodb`") }
        return .calls(service: service, operation: parts.count == 2 ? parts[1] : "*")
    }
}
