import AWSCloudWatchLogs
import AWSCore

/// Terms of a pattern for text: all must stand in a message, or at least one of those with `?`, and none with `-`.
struct TextTerms: Sendable {
    private enum Term: Sendable {
        /// A word or a phrase: found where it is not part of a longer word.
        case phrase([UInt8])
        case expression(PatternExpression)
    }

    private var required: [Term] = []
    private var optional: [Term] = []
    private var excluded: [Term] = []

    init(_ scanner: inout PatternScanner) throws(CloudWatchLogsError) {
        while !scanner.isAtEnd {
            if scanner.take("?") {
                optional.append(try Self.term(&scanner))
            } else if scanner.take("-") {
                excluded.append(try Self.term(&scanner))
            } else {
                required.append(try Self.term(&scanner))
            }
            scanner.skipSpaces()
        }
        // A question mark beside other terms is ignored (User Guide).
        if !required.isEmpty || !excluded.isEmpty { optional = [] }
    }

    private static func term(_ scanner: inout PatternScanner) throws(CloudWatchLogsError) -> Term {
        if scanner.take("\"") { return .phrase(Array(try scanner.takeQuoted("\"").utf8)) }
        if scanner.take("%") { return .expression(try scanner.takeExpression()) }
        let word = scanner.take { $0 != " " && $0 != "\t" && $0 != "\n" && $0 != "\r" }
        guard !word.isEmpty else { throw .invalidPattern }
        guard word.unicodeScalars.allSatisfy(PatternScanner.isWord) else {
            throw .invalidParameter("Invalid character(s) in term '\(word)'")
        }
        return .phrase(Array(word.utf8))
    }

    func match(_ message: String) -> Bool {
        var message = message
        let bytes = message.withUTF8 { Array($0) }
        func isIn(_ term: Term) -> Bool {
            switch term {
            case .phrase(let phrase): Self.isIn(phrase, bytes)
            case .expression(let expression): expression.matches(message)
            }
        }
        return required.allSatisfy(isIn) && !excluded.contains(where: isIn)
            && (optional.isEmpty || optional.contains(where: isIn))
    }

    private static func isIn(_ phrase: [UInt8], _ text: [UInt8]) -> Bool {
        guard let first = phrase.first, let last = phrase.last else { return true }
        guard phrase.count <= text.count else { return false }
        for start in 0...(text.count - phrase.count) where text[start] == first {
            let end = start + phrase.count
            guard text[start..<end].elementsEqual(phrase) else { continue }
            let continuesBefore = start > 0 && isWord(first) && isWord(text[start - 1])
            let continuesAfter = end < text.count && isWord(last) && isWord(text[end])
            if !continuesBefore, !continuesAfter { return true }
        }
        return false
    }

    /// Bytes of characters beyond ASCII count as letters.
    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }
}
