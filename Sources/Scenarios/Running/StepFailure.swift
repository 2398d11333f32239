import AWSCore
import YAMLFiles

/// What is wrong with a step, found out only when it is done.
struct StepFailure: Error {
    let words: String

    /// A name that is none, with what may have been meant: what comes nearest, or all of a few.
    init(unknown name: String, _ what: String, among known: [String]) {
        let guess = Spelling.nearest(to: name, among: known).map { "; did you mean `\($0)`?" }
        let all = known.count > Self.listedMax ? "" : ": there are \(known.joined(separator: ", "))"
        words = "`\(name)` is no \(what)\(guess ?? all)"
    }

    private static let listedMax = 30
}

extension WireError {
    /// For whoever wrote the input by hand.
    var words: String {
        switch self {
        case .missingMember(let path): "the input lacks `\(path)`"
        case .unexpectedType(let expected, let place): "`\(place)` is no \(expected)"
        case .notOneMember(let count, let place): "`\(place)` should have one member, and has \(count)"
        case .malformed(let what, _): what
        case .tooLarge(let what): "too large: \(what)"
        }
    }
}
