import AWSCore

/// The models of the emulated Bedrock, by id.
///
/// Sources: Amazon Bedrock User Guide, "Supported foundation models", "Supported models and features" (Converse),
/// "Model lifecycle" as of July 2026, and each model's card.
public struct ModelCatalog: Sendable {
    public let models: [FoundationModel]
    private let byID: [String: FoundationModel]

    public init(_ models: [FoundationModel]) {
        self.models = models
        byID = Dictionary(models.map { ($0.id, $0) }) { first, _ in first }
    }

    public static let bedrock = ModelCatalog(anthropic + amazon + embeddings)

    public func model(_ id: String) -> FoundationModel? { byID[id] }
}

extension ModelCatalog {
    /// Midnight UTC of "2026-07-30".
    static func day(_ year: Int64, _ month: Int64, _ day: Int64) -> Timestamp {
        // Howard Hinnant's days_from_civil, for years after 0.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Timestamp(seconds: (era * 146_097 + dayOfEra - 719_468) * 86_400)
    }

    private static let claude3: FoundationModel.Features = [
        .system, .documents, .images, .tools, .toolChoice,
    ]
    private static let claude4: FoundationModel.Features = [
        .system, .documents, .images, .tools, .toolChoice, .countTokens, .cachePoints, .jsonSchema, .looseTurns,
    ]
    private static let nova: FoundationModel.Features = [
        .system, .documents, .images, .tools, .toolChoice, .cachePoints, .looseTurns,
    ]
    private static let everywhere = ["us", "eu", "apac", "jp", "au", "global"]
    private static let regional = ["us", "eu", "apac", "us-gov"]

    private static func claude(
        _ id: String, _ name: String, _ features: FoundationModel.Features, output: Int, context: Int = 200_000,
        onDemand: Bool = false, profiles: [String] = everywhere, legacy: Timestamp? = nil, ends: Timestamp? = nil,
        dialect: FoundationModel.Dialect = .anthropic
    ) -> FoundationModel {
        FoundationModel(
            id: "anthropic." + id, name: name, provider: "Anthropic", dialect: dialect,
            inputModalities: features.contains(.images) ? [.text, .image] : [.text], outputModalities: [.text],
            features: features, contextTokensMax: context, outputTokensMax: output, isOnDemand: onDemand,
            profilePrefixes: profiles, lifecycle: .init(legacyFrom: legacy, endsAt: ends))
    }

    private static let anthropic: [FoundationModel] = claudeTwo + claudeThree + claudeFour

    private static let claudeTwo: [FoundationModel] = [
        ("claude-instant-v1", "Claude Instant", 100_000), ("claude-v2", "Claude", 100_000),
        ("claude-v2:1", "Claude", 200_000),
    ].map { id, name, context in
        claude(
            id, name, id == "claude-instant-v1" ? [] : [.system, .documents], output: 4096, context: context,
            onDemand: true, profiles: [], legacy: day(2025, 1, 21), ends: day(2025, 7, 21),
            dialect: .anthropicCompletion)
    }

    private static let claudeThree: [FoundationModel] = [
        claude(
            "claude-3-sonnet-20240229-v1:0", "Claude 3 Sonnet", claude3, output: 4096, onDemand: true,
            profiles: regional,
            legacy: day(2025, 1, 21), ends: day(2026, 7, 30)),
        claude(
            "claude-3-haiku-20240307-v1:0", "Claude 3 Haiku", claude3, output: 4096, onDemand: true, profiles: regional,
            legacy: day(2026, 3, 10), ends: day(2026, 9, 10)),
        claude(
            "claude-3-opus-20240229-v1:0", "Claude 3 Opus", claude3, output: 4096, onDemand: true, profiles: ["us"],
            legacy: day(2025, 7, 15), ends: day(2026, 1, 15)),
        claude(
            "claude-3-5-sonnet-20240620-v1:0", "Claude 3.5 Sonnet", claude3.union(.countTokens), output: 8192,
            onDemand: true, profiles: regional, legacy: day(2025, 8, 25), ends: day(2026, 7, 30)),
        claude(
            "claude-3-5-sonnet-20241022-v2:0", "Claude 3.5 Sonnet v2", claude3.union([.countTokens, .cachePoints]),
            output: 8192, onDemand: true, profiles: ["us", "apac"], legacy: day(2025, 8, 25), ends: day(2026, 7, 30)),
        claude(
            "claude-3-5-haiku-20241022-v1:0", "Claude 3.5 Haiku",
            claude3.union([.countTokens, .cachePoints]).subtracting(.images), output: 8192, onDemand: true,
            profiles: ["us"], legacy: day(2025, 12, 19), ends: day(2026, 6, 19)),
        claude(
            "claude-3-7-sonnet-20250219-v1:0", "Claude 3.7 Sonnet", claude3.union([.countTokens, .cachePoints]),
            output: 64_000, profiles: ["us", "eu", "apac"], legacy: day(2025, 10, 28), ends: day(2026, 4, 28)),
    ]

    private static let claudeFour: [FoundationModel] = [
        claude(
            "claude-sonnet-4-20250514-v1:0", "Claude Sonnet 4", claude4, output: 64_000, legacy: day(2026, 4, 14),
            ends: day(2026, 10, 14)),
        claude(
            "claude-opus-4-1-20250805-v1:0", "Claude Opus 4.1", claude4, output: 32_000, profiles: ["us"],
            legacy: day(2026, 7, 8), ends: day(2027, 1, 8)),
        claude("claude-sonnet-4-5-20250929-v1:0", "Claude Sonnet 4.5", claude4, output: 64_000),
        claude("claude-haiku-4-5-20251001-v1:0", "Claude Haiku 4.5", claude4, output: 64_000),
        claude("claude-opus-4-5-20251101-v1:0", "Claude Opus 4.5", claude4, output: 64_000),
        claude("claude-sonnet-4-6", "Claude Sonnet 4.6", claude4, output: 64_000),
        claude("claude-opus-4-6-v1", "Claude Opus 4.6", claude4, output: 128_000),
        claude("claude-opus-4-8", "Claude Opus 4.8", claude4, output: 128_000),
    ]

    private static let amazon: [FoundationModel] = [
        titan("titan-text-lite-v1", "Titan Text G1 - Lite", context: 4096, output: 4096),
        titan("titan-text-express-v1", "Titan Text G1 - Express", context: 8192, output: 8192),
        titan("titan-text-premier-v1:0", "Titan Text G1 - Premier", context: 32_768, output: 3072),
        novaModel("nova-micro-v1:0", "Nova Micro", nova.subtracting([.images, .documents]), 128_000, 10_000),
        novaModel("nova-lite-v1:0", "Nova Lite", nova, 300_000, 10_000),
        novaModel("nova-pro-v1:0", "Nova Pro", nova, 300_000, 10_000),
        novaModel(
            "nova-premier-v1:0", "Nova Premier", nova, 1_000_000, 32_000, onDemand: false, legacy: day(2026, 3, 14),
            ends: day(2026, 9, 14)),
        novaModel("nova-2-lite-v1:0", "Nova 2 Lite", nova, 1_000_000, 65_535, onDemand: false),
    ]

    private static func titan(_ id: String, _ name: String, context: Int, output: Int) -> FoundationModel {
        FoundationModel(
            id: "amazon." + id, name: name, provider: "Amazon", dialect: .titanText, inputModalities: [.text],
            outputModalities: [.text], features: [.documents, .looseTurns], contextTokensMax: context,
            outputTokensMax: output, isOnDemand: true, profilePrefixes: [],
            lifecycle: .init(legacyFrom: day(2025, 2, 15), endsAt: day(2025, 8, 15)))
    }

    private static func novaModel(
        _ id: String, _ name: String, _ features: FoundationModel.Features, _ context: Int, _ output: Int,
        onDemand: Bool = true, legacy: Timestamp? = nil, ends: Timestamp? = nil
    ) -> FoundationModel {
        FoundationModel(
            id: "amazon." + id, name: name, provider: "Amazon", dialect: .nova,
            inputModalities: features.contains(.images) ? [.text, .image] : [.text], outputModalities: [.text],
            features: features, contextTokensMax: context, outputTokensMax: output, isOnDemand: onDemand,
            profilePrefixes: everywhere, lifecycle: .init(legacyFrom: legacy, endsAt: ends))
    }

    private static let embeddings: [FoundationModel] = [
        embedding("amazon.titan-embed-text-v1", "Titan Embeddings G1 - Text", .titanEmbedV1, 8192),
        embedding("amazon.titan-embed-g1-text-02", "Titan Text Embeddings v2", .titanEmbedV1, 8192),
        embedding("amazon.titan-embed-text-v2:0", "Titan Text Embeddings V2", .titanEmbedV2, 8192),
        embedding("amazon.titan-embed-image-v1", "Titan Multimodal Embeddings G1", .titanEmbedImage, 256, images: true),
        embedding("amazon.nova-2-multimodal-embeddings-v1:0", "Nova Multimodal Embeddings", .novaEmbed, 8172),
        embedding("cohere.embed-english-v3", "Embed English", .cohereEmbedV3, 512),
        embedding("cohere.embed-multilingual-v3", "Embed Multilingual", .cohereEmbedV3, 512),
        embedding("cohere.embed-v4:0", "Embed v4", .cohereEmbedV4, 128_000, profiles: ["us", "eu", "global"]),
    ]

    private static func embedding(
        _ id: String, _ name: String, _ dialect: FoundationModel.Dialect, _ context: Int, images: Bool = false,
        profiles: [String] = []
    ) -> FoundationModel {
        FoundationModel(
            id: id, name: name, provider: id.hasPrefix("cohere") ? "Cohere" : "Amazon", dialect: dialect,
            inputModalities: images ? [.text, .image] : [.text], outputModalities: [.embedding], features: [],
            contextTokensMax: context, outputTokensMax: 0, isOnDemand: true, profilePrefixes: profiles,
            lifecycle: .init())
    }
}
