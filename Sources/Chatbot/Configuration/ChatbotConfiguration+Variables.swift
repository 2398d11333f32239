// A function reads its configuration from its environment variables; the topology writes them there.

extension ChatbotConfiguration {
    /// - Parameter variables: a function's environment; what is absent keeps its default.
    /// - Throws: ``ConfigurationError`` with the name of the first variable that is wrong.
    public init(variables: [String: String]) throws(ConfigurationError) {
        guard let environment = variables[Variable.environment] else {
            throw ConfigurationError(Variable.environment, "is not set")
        }
        self.init(names: try ResourceNames(environment: environment, bucket: variables[Variable.bucket]))
        for role in ModelRole.allCases {
            if let id = variables[Variable.model(role)] { models[role] = id }
        }
        if let name = variables[Variable.index] { index = name }
        embeddingDimensions = try Self.number(Variable.dimensions, variables, from: 1) ?? embeddingDimensions
        try checkDimensions()
        if let id = variables[Variable.guardrailID] {
            guardrail = Guardrail(id: id, version: variables[Variable.guardrailVersion] ?? "DRAFT")
        }
        if let origin = variables[Variable.allowedOrigin] { allowedOrigin = origin.isEmpty ? nil : origin }
        for (name, member) in ChatbotLimits.variables {
            guard let value = try Self.number(name, variables, from: 0) else { continue }
            limits[keyPath: member] = value
        }
    }

    /// What no model answers would be found out with the first question only.
    private func checkDimensions() throws(ConfigurationError) {
        let model = models[.embedding]
        guard let lengths = EmbeddingFormat.lengths(of: model), !lengths.contains(embeddingDimensions) else { return }
        let listed = lengths.map(String.init).joined(separator: ", ")
        throw ConfigurationError(Variable.dimensions, "\(model) gives vectors of \(listed), not \(embeddingDimensions)")
    }

    /// What ``init(variables:)`` reads back; limits only where they are not the default.
    public var variables: [String: String] {
        var variables = [
            Variable.environment: names.environment, Variable.bucket: names.bucket, Variable.index: index,
            Variable.dimensions: String(embeddingDimensions), Variable.allowedOrigin: allowedOrigin ?? "",
        ]
        for role in ModelRole.allCases { variables[Variable.model(role)] = models[role] }
        variables[Variable.guardrailID] = guardrail?.id
        variables[Variable.guardrailVersion] = guardrail?.version
        let defaults = ChatbotLimits()
        for (name, member) in ChatbotLimits.variables where limits[keyPath: member] != defaults[keyPath: member] {
            variables[name] = String(limits[keyPath: member])
        }
        return variables
    }

    private static func number(
        _ name: String, _ variables: [String: String], from min: Int
    ) throws(ConfigurationError) -> Int? {
        guard let text = variables[name] else { return nil }
        guard let value = Int(text), value >= min else {
            throw ConfigurationError(name, "is no whole number of at least \(min)")
        }
        return value
    }

    private enum Variable {
        static let environment = "KASS_ENVIRONMENT"
        static let bucket = "KASS_BUCKET"
        static let index = "KASS_INDEX"
        static let dimensions = "KASS_EMBEDDING_DIMENSIONS"
        static let guardrailID = "KASS_GUARDRAIL_ID"
        static let guardrailVersion = "KASS_GUARDRAIL_VERSION"
        static let allowedOrigin = "KASS_ALLOWED_ORIGIN"
        static func model(_ role: ModelRole) -> String { "KASS_MODEL_\(role.rawValue.uppercased())" }
    }
}

extension ChatbotLimits {
    /// The limits that an installation may set.
    fileprivate static let variables: [(String, any WritableKeyPath<ChatbotLimits, Int> & Sendable)] = [
        ("KASS_MESSAGE_CHARACTERS_MAX", \.messageCharactersMax),
        ("KASS_HISTORY_TURNS_MAX", \.historyTurnsMax),
        ("KASS_ANSWER_TOKENS_MAX", \.answerTokensMax),
        ("KASS_TOOL_ROUNDS_MAX", \.toolRoundsMax),
        ("KASS_PASSAGES_PER_SEARCH", \.passagesPerSearch),
        ("KASS_DOCUMENT_BYTES_MAX", \.documentBytesMax),
        ("KASS_CACHE_SECONDS", \.cacheSeconds),
        ("KASS_CONVERSATION_DAYS", \.conversationDays),
        ("KASS_VISIBILITY_SECONDS_MAX", \.visibilitySecondsMax),
    ]
}
