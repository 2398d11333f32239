import AWSCore
import AWSEventBridge
import World

/// One try to deliver one event, and what follows from it.
extension EventBridgeState {
    /// - Returns: whether the outcome could be noted.
    func attempt(_ delivery: Delivery) async -> Bool {
        var delivery = delivery
        do throws(DeliveryFailure) {
            if let failure = delivery.failure {
                try await sendToDeadLetterQueue(delivery, failure)
            } else {
                try await send(delivery)
            }
            return await settle(delivery)
        } catch {
            return await handle(error, of: &delivery)
        }
    }

    private func settle(_ delivery: Delivery) async -> Bool {
        (try? await write(call(delivery)) { session in try session.finish(delivery) }) != nil
    }

    private func call(_ delivery: Delivery) -> Call {
        Call(account: delivery.account, region: delivery.region, now: world.clock.now)
    }

    /// Tries again later, as long as the target's retry policy allows; then gives the event to the dead-letter queue.
    private func handle(_ failure: DeliveryFailure, of delivery: inout Delivery) async -> Bool {
        let policy = delivery.target.retryPolicy
        let retriesMax = policy?.maximumRetryAttempts ?? EventBridgeLimits.retriesMax
        let ageMax = policy?.maximumEventAgeInSeconds ?? EventBridgeLimits.eventAgeSecondsMax
        let now = world.clock.now
        let next = now + backoff(after: delivery.attempts)
        let isTooOld = next > delivery.created + .seconds(ageMax)
        let isTriedOut = delivery.attempts >= retriesMax
        if failure.isRetryable, !isTooOld, delivery.failure != nil || !isTriedOut {
            delivery.attempts += 1
            return await postpone(delivery, until: next)
        }
        guard delivery.failure == nil, delivery.target.deadLetterConfig?.arn != nil else {
            return await settle(delivery)
        }
        var failure = failure
        if failure.isRetryable {
            failure.exhausted = isTriedOut ? "MaximumRetryAttempts" : "MaximumEventAgeInSeconds"
        }
        delivery.failure = failure
        return await postpone(delivery, until: now)
    }

    private func postpone(_ delivery: Delivery, until due: Timestamp) async -> Bool {
        (try? await write(call(delivery)) { session in try session.postpone(delivery, until: due) }) != nil
    }

    /// Twice as long each time, up to ten minutes, of which chance takes up to a half.
    private func backoff(after attempts: Int) -> Duration {
        let doubled = EventBridgeLimits.firstRetrySeconds * Double(1 << min(attempts, 20))
        let longest = min(doubled, EventBridgeLimits.retrySecondsMax)
        return .milliseconds(Int64(longest * (0.5 + jitter.nextDouble() / 2) * 1000))
    }
}
