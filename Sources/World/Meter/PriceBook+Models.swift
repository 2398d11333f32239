import AWSCore

extension PriceBook {
    /// Bedrock's models on demand. A model's lines match its id with any suffix or inference profile around it.
    static let modelPrices: [Price] =
        tokens("anthropic.claude-3-haiku", "0.25", "1.25")
        + tokens("anthropic.claude-3-sonnet", "3.00", "15.00")
        + tokens("anthropic.claude-3-opus", "15.00", "75.00")
        + tokens("anthropic.claude-3-5-sonnet", "3.00", "15.00", cacheRead: "0.30", cacheWrite: "3.75")
        + tokens("anthropic.claude-3-5-haiku", "0.80", "4.00", cacheRead: "0.08", cacheWrite: "1.00")
        + tokens("anthropic.claude-3-7-sonnet", "3.00", "15.00", cacheRead: "0.30", cacheWrite: "3.75")
        + tokens("anthropic.claude-sonnet-4", "3.00", "15.00", cacheRead: "0.30", cacheWrite: "3.75")
        + tokens("anthropic.claude-haiku-4-5", "1.00", "5.00", cacheRead: "0.10", cacheWrite: "1.25")
        + tokens("amazon.nova-micro", "0.035", "0.14")
        + tokens("amazon.nova-lite", "0.06", "0.24")
        + tokens("amazon.nova-pro", "0.80", "3.20")
        + tokens("amazon.titan-text-lite", "0.15", "0.20")
        + tokens("amazon.titan-text-express", "0.20", "0.60")
        + tokens("amazon.titan-text-premier", "0.50", "1.50")
        + tokens("amazon.titan-embed-text-v1", "0.10")
        + tokens("amazon.titan-embed-text-v2", "0.02")
        + tokens("amazon.titan-embed-image", "0.80")
        + tokens("cohere.embed", "0.10")
        + [
            Price(
                "bedrock", .images, on: "*amazon.titan-embed-image*", .dollars("0.00006"), per: 1, from: launch,
                source: bedrock),
            Price("bedrock", .guardrailTextUnits, .dollars("0.75"), per: 1000, from: launch, source: bedrock),
            Price("bedrock", .guardrailTextUnits, .dollars("0.15"), per: 1000, from: december2024, source: bedrock),
        ]

    /// 2024-12-01, when the price of guardrails' content filters and denied topics fell.
    private static let december2024 = Timestamp(seconds: 1_733_011_200)
    private static let bedrock = "https://aws.amazon.com/bedrock/pricing/"

    /// - Parameters: dollars for a million tokens.
    private static func tokens(
        _ model: String, _ input: String, _ output: String? = nil, cacheRead: String? = nil, cacheWrite: String? = nil
    ) -> [Price] {
        let units: [(UsageUnit, String?)] = [
            (.inputTokens, input), (.outputTokens, output), (.cacheReadInputTokens, cacheRead),
            (.cacheWriteInputTokens, cacheWrite),
        ]
        return units.compactMap { unit, dollars in
            guard let dollars else { return nil }
            return Price(
                "bedrock", unit, on: "*\(model)*", .dollars(dollars), per: million, from: launch, source: bedrock)
        }
    }
}
