import AWSCore
import Functions

/// Tries again what was throttled or failed on the service's side, after pauses that grow.
struct Retrier: Sendable {
    let context: FunctionContext
    let limits: ChatbotLimits

    /// - Parameters:
    ///   - name: of the call, for the log.
    ///   - isWorthwhile: false forbids another attempt, such as when the caller has already seen half of an answer.
    /// - Throws: what the last attempt failed with.
    func run<Value>(
        _ name: String, while isWorthwhile: () -> Bool = { true }, _ call: () async throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            do {
                return try await call()
            } catch let failure as any ServiceFailure where failure.refusesForNow {
                let delay = backoff(name, attempt: attempt)
                let reserve = Duration.milliseconds(limits.deadlineReserveMs)
                guard attempt < limits.attemptsMax, isWorthwhile(), context.remaining > delay + reserve else {
                    context.log("ERROR \(name): \(failure)")
                    throw failure
                }
                context.log("WARN \(name): \(failure.codeText), attempt \(attempt)")
                try await context.pause(delay)
                attempt += 1
            }
        }
    }

    /// Twice as long each time, and somewhere in its upper half, so that callers refused together come back apart.
    func backoff(_ name: String, attempt: Int) -> Duration {
        let whole = min(limits.backoffMs << min(attempt - 1, 16), limits.backoffMsMax)
        let digest = HashAlgorithm.sha256.digest(of: "\(context.requestID)/\(name)/\(attempt)")
        let share = Int(digest[0]) << 8 | Int(digest[1])
        return .milliseconds(whole / 2 + whole / 2 * share / 65_536)
    }
}
