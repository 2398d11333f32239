import AWSCore

/// Sends the calls of one service: signs, sends, has the answer judged, and sends again what may pass.
struct CallSender<Service: ServiceModel>: Sendable {
    private let configuration: LiveConfiguration
    private let transport: any HTTPTransport
    private let authorization: RequestAuthorization
    private let attemptsMax: Int
    private let quota = RetryQuota()
    private let skew = ClockSkew()
    private let limiter: RateLimiter?

    typealias Judged<Answer> = Result<Answer, FailedAttempt<Service>>

    init(
        _ configuration: LiveConfiguration, transport: any HTTPTransport, authorization: RequestAuthorization
    ) {
        self.configuration = configuration
        self.transport = transport
        self.authorization = authorization
        attemptsMax = configuration.retries.attemptsMax(for: Service.metadata)
        limiter = configuration.retries.mode == .adaptive ? RateLimiter(configuration.surroundings) : nil
    }

    /// - Parameter judge: tells an answer from a failure. What it throws is a failure of the connection.
    func send<Answer>(
        _ outgoing: OutgoingRequest, operation: String, body wish: ResponseBodyWish,
        judge: (HTTPResponse) async throws -> Judged<Answer>
    ) async throws(ServiceError<Service>) -> Answer {
        var state = CallState(invocationID: configuration.surroundings.uuid())
        while true {
            let judged = await attempt(outgoing, operation, wish, &state, judge)
            switch judged {
            case .success(let answer):
                quota.give(state.taken ?? 1)
                return answer
            case .failure(let failed):
                guard state.number < attemptsMax, outgoing.isReplayable, await isWorthAnother(failed, &state) else {
                    throw failed.error
                }
                state.number += 1
            }
        }
    }

    /// What one call remembers between its attempts.
    private struct CallState {
        let invocationID: String
        var number = 1
        /// From the quota, for the retry under way.
        var taken: Int?
        /// What signed the last attempt.
        var credentials: Credentials?
        var hasRefreshed = false
    }

    private func attempt<Answer>(
        _ outgoing: OutgoingRequest, _ operation: String, _ wish: ResponseBodyWish, _ state: inout CallState,
        _ judge: (HTTPResponse) async throws -> Judged<Answer>
    ) async -> Judged<Answer> {
        var log = AttemptLog(configuration, Service.metadata, operation, number: state.number)
        do {
            try await limiter?.acquire()
            var request = outgoing.request
            request.headers["amz-sdk-invocation-id"] = state.invocationID
            request.headers["amz-sdk-request"] = "attempt=\(state.number); max=\(attemptsMax)"
            let (skew, surroundings) = (skew, configuration.surroundings)
            (request, state.credentials) = try await authorization.authorize(
                outgoing, request, by: configuration.credentials, clock: { skew.corrected(surroundings.now()) })
            log.sent(request, to: outgoing.origin)
            let response = try await transport.send(
                request, to: outgoing.origin, body: wish, timeouts: configuration.timeouts)
            log.received(response)
            let judged = try await judge(response)
            return finish(judged, log)
        } catch {
            return finish(.failure(FailedAttempt(error)), log)
        }
    }

    private func finish<Answer>(_ judged: Judged<Answer>, _ log: AttemptLog) -> Judged<Answer> {
        switch judged {
        case .success:
            limiter?.record(isThrottled: false)
            log.end(nil)
        case .failure(let failed):
            limiter?.record(isThrottled: failed.failure.kind == .throttling)
            log.end("\(failed.error)")
        }
        return judged
    }

    /// Pays for another attempt and waits for its time.
    /// - Returns: false where it makes no sense: nothing is left to pay with, our clock and our credentials are right,
    ///   or the task was cancelled.
    private func isWorthAnother(_ failed: FailedAttempt<Service>, _ state: inout CallState) async -> Bool {
        switch failed.failure.kind {
        case .permanent: return false
        case .expiredCredentials: return await refresh(&state)
        case .clockSkew:
            let date = failed.error.received?.headers["Date"]
            return skew.learn(date: date, now: configuration.surroundings.now())
        case .transient, .throttling:
            guard let cost = quota.take(afterTimeout: failed.failure.isTimeout) else { return false }
            state.taken = cost
            return await wait(failed, afterAttempt: state.number)
        }
    }

    private func refresh(_ state: inout CallState) async -> Bool {
        guard !state.hasRefreshed, let credentials = state.credentials else { return false }
        state.hasRefreshed = true
        return await configuration.credentials.discard(credentials)
    }

    private func wait(_ failed: FailedAttempt<Service>, afterAttempt number: Int) async -> Bool {
        let backoff = configuration.retries.backoff(
            afterAttempt: number, failed.failure, of: Service.metadata,
            fraction: configuration.surroundings.fraction())
        let asked = Duration.milliseconds(Int(min(failed.retryAfter ?? 0, 20) * 1000))
        do {
            try await configuration.surroundings.sleep(max(backoff, asked))
            return true
        } catch {
            return false
        }
    }
}
