/// Reads the JSON of a pattern token by token, and words what is wrong with it as AWS does.
///
/// AWS reads patterns with the Jackson library, and its errors are Jackson's: they name the character, what was expected
/// in its place, and how far the reading had come. That far is further than one would think: with the name of a member
/// the first token of its value has been read, and of a string only the opening quote until someone asks for its text.
struct PatternReader {
    enum Token: Hashable, Sendable {
        case objectStart, objectEnd, arrayStart, arrayEnd, name, string, number, `true`, `false`, null
    }

    struct Container {
        let isObject: Bool
        let start: Int
        var count = 0
    }

    let source: String
    let bytes: [UInt8]
    var position = 0
    private(set) var name = ""
    private var containers: [Container] = []
    private var valueOfName: Token?
    private var isStringOpen = false
    private var lastText = ""

    /// Deeper patterns are refused.
    static let depthMax = 100

    init(_ source: String) {
        self.source = source
        bytes = Array(source.utf8)
    }

    /// - Returns: nil at the end of the text.
    mutating func next() throws(PatternError) -> Token? {
        if let token = valueOfName {
            valueOfName = nil
            return try opened(token, at: position - 1)
        }
        if isStringOpen { _ = try text() }
        guard let byte = skipSpace() else {
            if let container = containers.last { throw openAtEnd(container) }
            return nil
        }
        if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { return try close(byte) }
        try passComma()
        guard containers.last?.isObject == true else { return try opened(value(), at: position - 1) }
        try memberName()
        valueOfName = try value()
        return .name
    }

    /// The text of the string, number or word that was read last.
    mutating func text() throws(PatternError) -> String {
        if isStringOpen {
            isStringOpen = false
            lastText = try string()
        }
        return lastText
    }

    private mutating func opened(_ token: Token, at start: Int) throws(PatternError) -> Token {
        if token == .objectStart || token == .arrayStart {
            containers.append(Container(isObject: token == .objectStart, start: start))
            guard containers.count <= Self.depthMax else {
                throw failure("Document nesting depth (\(containers.count)) exceeds the maximum allowed")
            }
        }
        return token
    }

    private mutating func close(_ byte: UInt8) throws(PatternError) -> Token {
        position += 1
        let isObject = byte == UInt8(ascii: "}")
        guard let container = containers.last, container.isObject == isObject else {
            let kind = containers.last.map { $0.isObject ? "Object" : "Array" } ?? "root"
            throw failure(
                "Unexpected close marker '\(Character(Unicode.Scalar(byte)))': expected "
                    + "'\(isObject ? "]" : "}")' (for \(kind) starting at \(place(at: containers.last?.start ?? 0)))")
        }
        containers.removeLast()
        return isObject ? .objectEnd : .arrayEnd
    }

    /// Between two members or elements.
    private mutating func passComma() throws(PatternError) {
        guard let container = containers.last else { return }
        containers[containers.count - 1].count += 1
        if container.count == 0 { return }
        let kind = container.isObject ? "Object" : "Array"
        guard bytes[position] == UInt8(ascii: ",") else {
            throw unexpected("was expecting comma to separate \(kind) entries")
        }
        position += 1
        guard skipSpace() != nil else { throw failure("Unexpected end-of-input within/between \(kind) entries") }
    }

    private mutating func memberName() throws(PatternError) {
        guard bytes[position] == UInt8(ascii: "\"") else {
            throw unexpected("was expecting double-quote to start field name")
        }
        position += 1
        name = try string()
        guard let colon = skipSpace() else { throw failure("Unexpected end-of-input within/between Object entries") }
        guard colon == UInt8(ascii: ":") else {
            throw unexpected("was expecting a colon to separate field name and value")
        }
        position += 1
        guard skipSpace() != nil else { throw failure("Unexpected end-of-input within/between Object entries") }
    }

    /// The first token of the value that begins here.
    private mutating func value() throws(PatternError) -> Token {
        switch bytes[position] {
        case UInt8(ascii: "\""):
            position += 1
            isStringOpen = true
            return .string
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            position += 1
            return bytes[position - 1] == UInt8(ascii: "[") ? .arrayStart : .objectStart
        case UInt8(ascii: "t"): return try word("true", .true)
        case UInt8(ascii: "f"): return try word("false", .false)
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            lastText = try number()
            return .number
        case let byte where byte.isIdentifierStart: throw unknownToken(from: position)
        default: throw unexpected("expected a valid value \(Self.validTokens)")
        }
    }

    private mutating func word(_ word: String, _ token: Token) throws(PatternError) -> Token {
        let end = position + word.utf8.count
        guard end <= bytes.count, bytes[position..<end].elementsEqual(word.utf8),
            end == bytes.count || !bytes[end].isIdentifierPart
        else { throw unknownToken(from: position) }
        position = end
        lastText = word
        return token
    }

    /// The next byte that is not white space; it is not consumed.
    private mutating func skipSpace() -> UInt8? {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return bytes[position]
            }
        }
        return nil
    }
}
