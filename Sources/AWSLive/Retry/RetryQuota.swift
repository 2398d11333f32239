import Synchronization

/// Retries that one client may still make: a service in trouble is not drowned in them.
///
/// Source: AWS SDKs and Tools Reference Guide, "Retry behavior": 500 tokens; a retry takes 5, one after a time-out 10;
/// a success gives back what its last retry took, a success without retry gives 1.
final class RetryQuota: Sendable {
    static let capacity = 500
    static let retryCost = 5
    static let timeoutRetryCost = 10

    private let available = Mutex(capacity)

    /// - Returns: what was taken; nil when too little is left.
    func take(afterTimeout isTimeout: Bool) -> Int? {
        let cost = isTimeout ? Self.timeoutRetryCost : Self.retryCost
        return available.withLock { available in
            guard available >= cost else { return nil }
            available -= cost
            return cost
        }
    }

    func give(_ tokens: Int) {
        available.withLock { $0 = min(Self.capacity, $0 + tokens) }
    }

    var left: Int { available.withLock { $0 } }
}
