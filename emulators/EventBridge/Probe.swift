package import AWSCore

/// Patterns, matchers and schedules by themselves, for tests and benchmarks.
package enum Probe {
    package enum Verdict: Hashable, Sendable {
        case match
        case noMatch
        case error(String)
    }

    /// - Parameter event: JSON.
    package static func test(pattern: String, event: String) -> Verdict {
        do throws(PatternError) {
            let matcher = RuleMatcher([try EventPattern(pattern)])
            guard let event = try? Document(json: event) else { return .error("the event is no JSON") }
            return matcher.matches(event).isEmpty ? .noMatch : .match
        } catch {
            return .error(error.message)
        }
    }

    /// Many patterns at once.
    package struct Matcher: Sendable {
        private let matcher: RuleMatcher

        /// - Parameter patterns: those that are none are left out, which moves the places of those behind them.
        package init(_ patterns: [String]) {
            matcher = RuleMatcher(patterns.compactMap { try? EventPattern($0) })
        }

        /// The places of the patterns that the event, JSON, matches.
        package func matches(_ event: String) -> [Int] {
            (try? Document(json: event)).map(matcher.matches) ?? []
        }
    }
}

extension Probe {
    /// When a schedule fires next; nil for what is none, or fires no more.
    package static func next(_ schedule: String, after time: Timestamp) -> Timestamp? {
        Schedule(schedule)?.next(after: time)
    }
}
