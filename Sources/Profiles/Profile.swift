/// What holds, setting by setting, and where each value comes from.
public struct Profile: Hashable, Sendable {
    public let name: String
    /// In the order of ``Settings/all``; without those that have no value.
    public let values: [Value]

    public struct Value: Hashable, Sendable {
        public let setting: Setting
        public let text: String
        public let source: Source

        /// For people: what is secret stays so.
        public var shown: String { setting.isSecret ? "(set, not shown)" : text }
    }

    /// Where a value comes from, from what weighs most to what weighs least.
    public enum Source: Hashable, Sendable, CustomStringConvertible {
        /// "--region"
        case option(String)
        case variable(String)
        case file(String, line: Int)
        /// Follows from another value: what, in a few words.
        case follows(String)
        case fallback

        public var description: String {
            switch self {
            case .option(let name): name
            case .variable(let name): name
            case .file(ProfileFile.builtInPath, _): ProfileFile.builtInPath
            case .file(let path, let line): "\(path):\(line)"
            case .follows(let from): from
            case .fallback: "default"
            }
        }
    }

    public subscript(key: String) -> String? { values.first { $0.setting.key == key }?.text }

    public func isLive(_ service: ChosenService) -> Bool { self[service.key] == "live" }

    public var liveServices: [ChosenService] { ChosenService.allCases.filter(isLive) }

    public var region: String { self["region"] ?? "us-east-1" }

    /// The addresses of single services, by names such as `bedrock_runtime`.
    public var endpoints: [String: String] {
        var endpoints: [String: String] = [:]
        for name in Settings.endpointNames where name != "default" { endpoints[name] = self["endpoints.\(name)"] }
        return endpoints
    }

    /// What the chatbot reads its configuration from: the variables of a function.
    public var variables: [String: String] {
        let taken: Set = ["environment", "bucket", "opensearch.index", "embedding_dimensions"]
        var variables: [String: String] = [:]
        for value in values
        where taken.contains(value.setting.key)
            || ["models.", "guardrail."].contains(where: value.setting.key.hasPrefix)
        {
            variables[value.setting.variable] = value.text
        }
        return variables
    }
}
