/// What a pattern says, as a tree.
indirect enum PatternNode: Sendable {
    case set(ScalarSet)
    case sequence([PatternNode])
    case choice([PatternNode])
    case repeated(PatternNode, min: Int, max: Int?)
    case start
    case end
    case wordBoundary(isNegated: Bool)
    case lookaround(PatternNode, isAhead: Bool, isNegated: Bool)
}

/// Reads the regular expressions of service models, which are Java's: as much of them as the models use.
///
/// Source: java.util.regex.Pattern. There are no back references and no captures: nothing of a match is kept.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var depth = 0

    private static let depthMax = 64
    private static let repetitionsMax = 10_000

    /// - Returns: nil for what the parser does not know.
    static func parse(_ pattern: String) -> PatternNode? {
        var parser = PatternParser(scalars: Array(pattern.unicodeScalars))
        guard let node = parser.choice(), parser.position == parser.scalars.count else { return nil }
        return node
    }

    private init(scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    private var next: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    private mutating func take(_ text: String) -> Bool {
        guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
        position += text.unicodeScalars.count
        return true
    }

    // Structure.

    private mutating func choice() -> PatternNode? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthMax, let first = sequence() else { return nil }
        var branches = [first]
        while take("|") {
            guard let branch = sequence() else { return nil }
            branches.append(branch)
        }
        return branches.count == 1 ? first : .choice(branches)
    }

    private mutating func sequence() -> PatternNode? {
        var nodes: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            guard let atom = atom(), let node = quantified(atom) else { return nil }
            nodes.append(node)
        }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func atom() -> PatternNode? {
        guard let scalar = next else { return nil }
        position += 1
        switch scalar {
        case "(": return group()
        case "[": return set().map { .set($0) }
        case ".": return .set(ScalarSet.lineEnds.inverted)
        case "^": return .start
        case "$": return .end
        case "\\": return escape()
        case "*", "+", "?": return nil
        default: return .set(ScalarSet(scalar...scalar))
        }
    }

    private mutating func group() -> PatternNode? {
        var wrap: (PatternNode) -> PatternNode = { $0 }
        if take("?=") {
            wrap = { .lookaround($0, isAhead: true, isNegated: false) }
        } else if take("?!") {
            wrap = { .lookaround($0, isAhead: true, isNegated: true) }
        } else if take("?<=") {
            wrap = { .lookaround($0, isAhead: false, isNegated: false) }
        } else if take("?<!") {
            wrap = { .lookaround($0, isAhead: false, isNegated: true) }
        } else if !take("?:"), next == "?" {
            return nil
        }
        guard let inside = choice(), take(")") else { return nil }
        return wrap(inside)
    }

    // Quantifiers. A lazy one matches the same texts as a greedy one; a possessive one would not, and is not known.

    private mutating func quantified(_ node: PatternNode) -> PatternNode? {
        var node = node
        while let (min, max) = quantifier() {
            if let max, max < min { return nil }
            guard Swift.max(min, max ?? 0) <= Self.repetitionsMax, next != "+" else { return nil }
            _ = take("?")
            node = .repeated(node, min: min, max: max)
        }
        return node
    }

    private mutating func quantifier() -> (min: Int, max: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        let start = position
        guard take("{"), let min = integer() else {
            position = start
            return nil
        }
        if take("}") { return (min, min) }
        guard take(",") else { return nil }
        let max = integer()
        return take("}") ? (min, max) : nil
    }

    private mutating func integer() -> Int? {
        let start = position
        while let scalar = next, ("0"..."9").contains(scalar) { position += 1 }
        return Int(String(String.UnicodeScalarView(scalars[start..<position])))
    }

    // Escapes.

    private mutating func escape() -> PatternNode? {
        if take("b") { return .wordBoundary(isNegated: false) }
        if take("B") { return .wordBoundary(isNegated: true) }
        if let set = escapedSet() { return .set(set) }
        return escapedScalar().map { .set(ScalarSet($0...$0)) }
    }

    private mutating func escapedSet() -> ScalarSet? {
        if take("d") { return .digits }
        if take("D") { return ScalarSet.digits.inverted }
        if take("w") { return .words }
        if take("W") { return ScalarSet.words.inverted }
        if take("s") { return .spaces }
        if take("S") { return ScalarSet.spaces.inverted }
        if take("p{") { return property() }
        if take("P{") { return property()?.inverted }
        return nil
    }

    private mutating func property() -> ScalarSet? {
        guard let end = scalars[position...].firstIndex(of: "}") else { return nil }
        defer { position = end + 1 }
        let name = String(String.UnicodeScalarView(scalars[position..<end]))
        return switch name {
        case "Print": .printable
        case "L":
            ScalarSet(categories: [
                .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            ])
        case "M": ScalarSet(categories: [.nonspacingMark, .spacingMark, .enclosingMark])
        case "N": ScalarSet(categories: [.decimalNumber, .letterNumber, .otherNumber])
        case "P":
            ScalarSet(categories: [
                .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
                .finalPunctuation, .otherPunctuation,
            ])
        case "S": ScalarSet(categories: [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol])
        case "Z": ScalarSet(categories: [.spaceSeparator, .lineSeparator, .paragraphSeparator])
        default: nil
        }
    }

    /// The character after a backslash: itself, a control character, or one given by its number.
    private mutating func escapedScalar() -> Unicode.Scalar? {
        guard let scalar = next else { return nil }
        position += 1
        switch scalar {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "f": return "\u{0C}"
        case "x": return hexadecimal(2).flatMap { Unicode.Scalar($0) }
        case "u": return codePoint()
        case "a"..."z", "A"..."Z", "0"..."9": return nil
        default: return scalar
        }
    }

    /// `\u` and four digits, of which two may be a surrogate pair. Half of a pair matches nothing, as no text holds one.
    private mutating func codePoint() -> Unicode.Scalar? {
        guard let first = hexadecimal(4) else { return nil }
        guard (0xD800...0xDBFF).contains(first), take("\\u"), let second = hexadecimal(4),
            (0xDC00...0xDFFF).contains(second)
        else { return Unicode.Scalar(first) }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func hexadecimal(_ count: Int) -> UInt32? {
        guard position + count <= scalars.count else { return nil }
        defer { position += count }
        return UInt32(String(String.UnicodeScalarView(scalars[position..<position + count])), radix: 16)
    }

    // Sets.

    private mutating func set() -> ScalarSet? {
        let isNegated = take("^")
        var set = ScalarSet()
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            isFirst = false
            // Java's unions and intersections of sets.
            if scalar == "[" || scalar == "&" && position + 1 < scalars.count && scalars[position + 1] == "&" {
                return nil
            }
            guard insertMember(into: &set) else { return nil }
        }
        guard take("]") else { return nil }
        return isNegated ? set.inverted : set
    }

    private mutating func insertMember(into set: inout ScalarSet) -> Bool {
        let start = position
        if take("\\"), let escaped = escapedSet() {
            set.formUnion(escaped)
            return true
        }
        position = start
        guard let lower = setScalar() else { return false }
        let dash = position
        // A dash before the end of the set, or before `\w` and its like, is a dash.
        guard take("-"), next != "]", let upper = setScalar() else {
            position = dash
            set.insert(lower.value...lower.value)
            return true
        }
        guard lower <= upper else { return false }
        set.insert(lower.value...upper.value)
        return true
    }

    private mutating func setScalar() -> Unicode.Scalar? {
        if take("\\") { return escapedScalar() }
        defer { position += 1 }
        return next
    }
}
