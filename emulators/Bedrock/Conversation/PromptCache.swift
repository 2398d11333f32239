import AWSCore

/// Starts of prompts that are kept for some minutes, so that sending them again costs less.
///
/// Source: Bedrock User Guide, "Prompt caching": five minutes, renewed by each use; nothing shorter than 1,024 tokens.
final class PromptCache: Sendable {
    private let entries = Lock<[UInt64: Timestamp]>([:])

    static let tokensMin = 1024
    static let lifetime: Duration = .seconds(300)
    private static let entriesMax = 10_000

    /// - Parameter prefixes: the text up to each cache point, shortest first.
    /// - Returns: how many tokens were read from the cache, and how many were written to it.
    func use(_ prefixes: [String], model: String, at now: Timestamp) -> (read: Int, written: Int) {
        let points = prefixes.map { (hash: StableHash64.of(model + "\u{0}" + $0), tokens: TokenCounter.count($0)) }
            .filter { $0.tokens >= Self.tokensMin }
        guard let longest = points.last else { return (0, 0) }
        return entries.withLock { entries in
            if entries.count > Self.entriesMax { entries = entries.filter { $0.value > now } }
            let known = points.last { (entries[$0.hash] ?? now) > now }
            for point in points { entries[point.hash] = now + Self.lifetime }
            return (known?.tokens ?? 0, longest.tokens - (known?.tokens ?? 0))
        }
    }
}
