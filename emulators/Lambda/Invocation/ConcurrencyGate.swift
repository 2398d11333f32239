import AWSCore
import AWSLambda

/// Counts what runs, and lets nothing run beyond what an account, a function or a provisioned version may.
///
/// Source: Developer Guide, "Understanding Lambda function scaling".
final class ConcurrencyGate: Sendable {
    /// Where an invocation that was let in is counted.
    enum Place: Hashable, Sendable {
        case provisioned(FunctionReference)
        case reserved(FunctionReference)
        case unreserved(account: String, region: String)
    }

    private let running = Lock<[Place: Int]>([:])

    /// - Returns: what ``leave(_:)`` is to be called with.
    /// - Throws: TooManyRequestsException with its reason.
    func enter(
        _ function: InvocableFunction, _ target: InvocableFunction.Target
    ) throws(LambdaError) -> Place {
        let reference = function.reference
        if target.provisionedConcurrency > 0 {
            let place = Place.provisioned(reference)
            if take(place, most: target.provisionedConcurrency) { return place }
        }
        if let reserved = function.reservedConcurrency {
            let place = Place.reserved(reference.with(nil))
            guard take(place, most: reserved - function.provisionedConcurrency) else {
                throw .throttled(.reservedFunctionConcurrentInvocationLimitExceeded)
            }
            return place
        }
        let place = Place.unreserved(account: reference.account, region: reference.region)
        guard take(place, most: LambdaLimits.accountConcurrency - function.reservedConcurrencySum) else {
            throw .throttled(.concurrentInvocationLimitExceeded)
        }
        return place
    }

    func leave(_ place: Place) {
        running.withLock { running in
            let left = (running[place] ?? 1) - 1
            running[place] = left > 0 ? left : nil
        }
    }

    private func take(_ place: Place, most: Int) -> Bool {
        running.withLock { running in
            let count = running[place] ?? 0
            guard count < most else { return false }
            running[place] = count + 1
            return true
        }
    }
}
