/// `{"anything-but": ...}`
extension PatternCompiler {
    /// What may stand between `anything-but` and its values.
    private enum Kind: String {
        case plain
        case caseless = "equals-ignore-case"
        case prefix
        case suffix
        case wildcard
    }

    mutating func anythingBut() throws(PatternError) -> ValueTest {
        var kind = Kind.plain
        var token = try reader.next()
        if token == .objectStart {
            guard try reader.next() == .name else { throw reader.failure("Anything-But expression name not found") }
            guard let inner = Kind(rawValue: reader.name), inner != .plain else {
                throw reader.failure("Unsupported anything-but pattern: \(reader.name)")
            }
            kind = inner
            token = try reader.next()
        }
        let exclusion: Exclusion
        switch token {
        case .arrayStart: exclusion = try kind == .plain ? plainList() : texts(kind, list: true)
        case .string, .number:
            exclusion = try kind == .plain ? plainValue(token) : texts(kind, list: false, first: token)
        default:
            throw reader.failure("Value of anything-but must be an array or single string/number value.")
        }
        guard try reader.next() == .objectEnd else { throw tooManyElements }
        if kind != .plain, try reader.next() != .objectEnd { throw tooManyElements }
        return .anythingBut(exclusion)
    }

    private mutating func plainValue(_ token: PatternReader.Token?) throws(PatternError) -> Exclusion {
        let text = try reader.text()
        return token == .number ? .numbers([try comparable(text)]) : .texts([Array(text.utf8)])
    }

    private mutating func plainList() throws(PatternError) -> Exclusion {
        var texts: Set<[UInt8]> = []
        var numbers: Set<Double> = []
        while let token = try reader.next(), token != .arrayEnd {
            switch token {
            case .string: texts.insert(Array(try reader.text().utf8))
            case .number: numbers.insert(try comparable(try reader.text()))
            default: throw reader.failure("Inside anything but list, start|null|boolean is not supported.")
            }
        }
        guard texts.isEmpty != numbers.isEmpty else {
            throw reader.failure(
                "Inside anything but list, either all values are number or string, mixed type is not supported")
        }
        return texts.isEmpty ? .numbers(numbers) : .texts(texts)
    }

    /// One text, or a list of them, of a kind that knows nothing but texts.
    private mutating func texts(
        _ kind: Kind, list: Bool, first: PatternReader.Token? = nil
    ) throws(PatternError) -> Exclusion {
        var texts: [String] = []
        var token = list ? try reader.next() : first
        while let current = token, current != .arrayEnd {
            guard current == .string else { throw reader.failure(Self.refusal(of: kind)) }
            let text = try reader.text()
            if kind == .prefix || kind == .suffix, text.isEmpty {
                throw reader.failure("Null prefix/suffix not allowed")
            }
            texts.append(text)
            token = list ? try reader.next() : nil
        }
        return try exclusion(kind, texts)
    }

    private func exclusion(_ kind: Kind, _ texts: [String]) throws(PatternError) -> Exclusion {
        switch kind {
        case .plain: return .texts(Set(texts.map { Array($0.utf8) }))
        case .caseless: return .caseless(texts.map { CaselessText($0) })
        case .prefix: return .prefixes(texts.map { Array($0.utf8) })
        case .suffix: return .suffixes(texts.map { Array($0.utf8) })
        case .wildcard:
            var globs: [Glob] = []
            for text in texts { globs.append(try glob(text)) }
            return .globs(globs)
        }
    }

    private static func refusal(of kind: Kind) -> String {
        switch kind {
        case .caseless: "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported."
        case .wildcard: "wildcard match pattern must be a string"
        default: "prefix/suffix match pattern must be a string"
        }
    }
}
