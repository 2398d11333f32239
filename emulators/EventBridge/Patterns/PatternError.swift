/// Why a text is no event pattern, in the words of AWS.
struct PatternError: Error, Hashable, Sendable {
    let reason: String
    /// Where the reading stopped, as AWS shows it; nil for what is wrong with a value rather than with the text.
    let place: String?

    init(_ reason: String, at place: String? = nil) {
        self.reason = reason
        self.place = place
    }

    /// What InvalidEventPatternException says.
    var message: String {
        "Event pattern is not valid. Reason: \(reason)" + (place.map { "\n at \($0)" } ?? "")
    }
}
