/// A request that DynamoDB refuses with `ValidationException`, in its own words.
///
/// The pure half of the emulator throws these; operations turn them into service errors, and add the envelope
/// `1 validation error detected: ` where the operation has one.
package struct ValidationFailure: Error, Hashable, Sendable {
    package let message: String

    package init(_ message: String) {
        self.message = message
    }

    /// A failure behind the words that most rules between parameters begin with.
    package static func invalidParameter(_ detail: String) -> Self {
        Self("One or more parameter values were invalid: \(detail)")
    }

    /// The same failure with `prefix` before it and `suffix` after it.
    package func wrapped(prefix: String, suffix: String = "") -> Self {
        Self(prefix + message + suffix)
    }
}
