import Synchronization

/// Compiled patterns of the models, each compiled once.
///
/// A pattern that Swift's regular expressions cannot read matches everything: it is AWS's to refuse, not ours to guess.
package final class Patterns: Sendable {
    static let shared = Patterns()

    /// `Regex` is not Sendable; each is made under the lock, never changed, and matched under the lock.
    private struct Compiled: @unchecked Sendable {
        let regex: Regex<AnyRegexOutput>?
    }

    private let compiled = Mutex<[String: Compiled]>([:])

    /// Longer texts are refused by their length, where there is a limit; matching could take too long on them.
    static let textBytesMax = 4096

    func matches(_ text: String, _ pattern: String) -> Bool {
        guard text.utf8.count <= Self.textBytesMax else { return true }
        return compiled.withLock { compiled in
            let found = compiled[pattern] ?? Compiled(regex: try? Regex(pattern))
            compiled[pattern] = found
            guard let regex = found.regex else { return true }
            return (try? regex.wholeMatch(in: text)) != nil
        }
    }

    /// Whether a pattern is understood at all; the models' tests list those that are not.
    package static func isReadable(_ pattern: String) -> Bool {
        (try? Regex(pattern)) != nil
    }
}
