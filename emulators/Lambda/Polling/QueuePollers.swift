import AWSCore
import AWSLambda
import AWSSQS
import World

/// The timers of the queues that are polled: one for each event source mapping that is enabled.
final class QueuePollers: Sendable {
    private struct Poller {
        var timer: TimerID?
        /// Until the next look, when nothing is found.
        var interval: Duration
        let queue: String
        let account: String
        let region: String
    }

    private let pollers = Lock<[String: Poller]>([:])

    /// Begins to poll for a mapping, or to poll at once.
    func wake(_ mapping: PolledMapping, _ state: LambdaState) {
        pollers.withLock { pollers in
            var poller =
                pollers[mapping.uuid]
                ?? Poller(
                    interval: state.settings.pollInterval, queue: mapping.queue, account: mapping.account,
                    region: mapping.region)
            if let timer = poller.timer { state.world.clock.cancel(timer) }
            poller.interval = state.settings.pollInterval
            poller.timer = Self.timer(mapping, at: state.world.clock.now, state)
            pollers[mapping.uuid] = poller
        }
    }

    /// Looks again after a while: soon when something was found, later and later when not.
    func rest(_ mapping: PolledMapping, hasFound: Bool, _ state: LambdaState) {
        pollers.withLock { pollers in
            guard var poller = pollers[mapping.uuid] else { return }
            let settings = state.settings
            let interval = hasFound ? settings.pollInterval : poller.interval
            poller.interval = min(interval * 2, settings.pollIntervalMax)
            poller.timer = Self.timer(mapping, at: state.world.clock.now + interval, state)
            pollers[mapping.uuid] = poller
        }
    }

    func stop(_ uuid: String, _ state: LambdaState) {
        pollers.withLock { pollers in
            if let timer = pollers.removeValue(forKey: uuid)?.timer { state.world.clock.cancel(timer) }
        }
    }

    func mappings(of queue: String) -> [PolledMapping] {
        pollers.withLock { pollers in
            pollers.filter { $0.value.queue == queue }.sorted { $0.key < $1.key }.map { uuid, poller in
                PolledMapping(uuid: uuid, queue: queue, account: poller.account, region: poller.region)
            }
        }
    }

    private static func timer(_ mapping: PolledMapping, at due: Timestamp, _ state: LambdaState) -> TimerID {
        state.world.clock.schedule(at: due, label: "lambda.poll") { [weak state] in
            guard let state else { return }
            let hasFound = await state.poll(mapping)
            if let hasFound {
                state.pollers.rest(mapping, hasFound: hasFound, state)
            } else {
                state.pollers.stop(mapping.uuid, state)
            }
        }
    }
}

/// An event source mapping as its poller knows it.
struct PolledMapping: Hashable, Sendable {
    let uuid: String
    /// The queue's ARN.
    let queue: String
    let account: String
    let region: String
}

extension LambdaState {
    /// Looks at once into a queue that mappings poll: for who knows that a message has come. On AWS a poller waits at
    /// the queue; here one looks every few seconds unless it is told.
    public func messagesArrived(inQueue arn: String) {
        for mapping in pollers.mappings(of: arn) { pollers.wake(mapping, self) }
    }

    func resumePolling() async {
        let mappings = try? await world.database.read { sqlite in
            let rows = try sqlite.statement(
                "SELECT account, region, key, value FROM lambda_entries WHERE kind = 'mapping' ORDER BY key")
            var mappings: [PolledMapping] = []
            while try rows.step() {
                let config = try StoredStructure.read(Lambda.EventSourceMappingConfiguration.self, rows.bytes(3))
                guard config.state == EventSourceState.enabled else { continue }
                mappings.append(
                    PolledMapping(
                        uuid: rows.text(2), queue: config.eventSourceArn ?? "", account: rows.text(0),
                        region: rows.text(1)))
            }
            return mappings
        }
        for mapping in mappings ?? [] { pollers.wake(mapping, self) }
    }
}
