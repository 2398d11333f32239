/// How people write lengths of time: a whole number and one of `ms`, `s`, `m`, `h`, `d`, such as `90s` or `31d`.
///
/// No extension of `Duration`: looking up an initializer of it makes Swift 6.3.1 forget that Glibc declares `timespec`.
package enum DurationText {
    /// - Returns: nil for what is no length of time.
    package static func duration(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int64(digits), count <= 1_000_000_000 else { return nil }
        switch text.dropFirst(digits.count) {
        case "ms": return .milliseconds(count)
        case "s": return .seconds(count)
        case "m": return .seconds(count * 60)
        case "h": return .seconds(count * 3600)
        case "d": return .seconds(count * 86_400)
        default: return nil
        }
    }

    /// Whole seconds as `3s`, other times as `250ms`.
    package static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        return attoseconds == 0 ? "\(seconds)s" : "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000)ms"
    }
}
