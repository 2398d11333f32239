/// One thing that was looked at.
public struct Finding: Hashable, Sendable {
    /// What kind of thing: `table`, `model`.
    public let kind: String
    /// Which one of them.
    public let name: String
    public let state: State
    /// What was found, in a sentence.
    public let words: String
    /// What to do about it; nil where nothing is to be done.
    public let advice: String?

    public enum State: String, Hashable, Sendable, CaseIterable {
        case good = "ok"
        /// Works today, and will not always, or not as it should.
        case doubtful = "warning"
        /// Missing, or not as it must be.
        case bad = "missing"
        /// Nobody could tell: neither good nor bad.
        case unknown = "unchecked"
    }

    public init(_ kind: String, _ name: String, _ state: State, _ words: String, advice: String? = nil) {
        self.kind = kind
        self.name = name
        self.state = state
        self.words = words
        self.advice = advice
    }
}
