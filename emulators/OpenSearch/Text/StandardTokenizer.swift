/// Words by the boundaries of Unicode Standard Annex 29, as Lucene's StandardTokenizer finds them.
struct StandardTokenizer: Tokenizer {
    /// Longer words are cut into pieces of this many UTF-16 units.
    var lengthMax = 255

    func tokens(of text: String) -> [Token] {
        var scanner = WordScanner(text)
        var tokens: [Token] = []
        while let word = scanner.next() {
            for piece in scanner.pieces(of: word.range, lengthMax: lengthMax) {
                tokens.append(
                    Token(
                        text: scanner.text(piece), start: scanner.offset(piece.lowerBound),
                        end: scanner.offset(piece.upperBound), position: tokens.count, type: word.type))
            }
        }
        return tokens
    }
}

private struct WordScanner {
    private var scalars: [Unicode.Scalar] = []
    private var classes: [WordClass] = []
    /// Where each scalar begins, and the end, in UTF-16 units.
    private var offsets = [0]
    /// The same in bytes of UTF-8.
    private var byteOffsets = [0]
    private let utf8: [UInt8]
    private var position = 0

    init(_ text: String) {
        utf8 = Array(text.utf8)
        scalars.reserveCapacity(utf8.count)
        classes.reserveCapacity(utf8.count)
        offsets.reserveCapacity(utf8.count + 1)
        byteOffsets.reserveCapacity(utf8.count + 1)
        var (offset, byteOffset) = (0, 0)
        for scalar in text.unicodeScalars {
            scalars.append(scalar)
            classes.append(WordClass(scalar))
            offset += scalar.value > 0xFFFF ? 2 : 1
            byteOffset += UTF8.width(scalar)
            offsets.append(offset)
            byteOffsets.append(byteOffset)
        }
    }

    func offset(_ index: Int) -> Int { offsets[index] }

    func text(_ range: Range<Int>) -> String {
        String(decoding: utf8[byteOffsets[range.lowerBound]..<byteOffsets[range.upperBound]], as: UTF8.self)
    }

    func pieces(of range: Range<Int>, lengthMax: Int) -> [Range<Int>] {
        guard offsets[range.upperBound] - offsets[range.lowerBound] > lengthMax else { return [range] }
        var pieces: [Range<Int>] = []
        var start = range.lowerBound
        for index in range where offsets[index + 1] - offsets[start] > lengthMax {
            pieces.append(start..<index)
            start = index
        }
        return pieces + [start..<range.upperBound]
    }

    mutating func next() -> (range: Range<Int>, type: String)? {
        while position < scalars.count {
            let start = position
            if let type = word(at: start) { return (start..<position, type) }
            position = max(position, start + 1)
        }
        return nil
    }

    /// Moves past the word that begins at `start`; nil when none does.
    private mutating func word(at start: Int) -> String? {
        switch classes[start] {
        case .ideographic: return single(start, "<IDEOGRAPHIC>")
        case .hiragana: return single(start, "<HIRAGANA>")
        case .southeastAsian:
            position = start
            while position < classes.count, classes[position] == .southeastAsian || isExtension(position) {
                position += 1
            }
            return "<SOUTHEAST_ASIAN>"
        case .regional:
            guard start + 1 < classes.count, classes[start + 1] == .regional else { return nil }
            position = start + 2
            return "<EMOJI>"
        case .emoji: return emoji(at: start)
        case .letter, .hebrew, .hangul, .numeric, .katakana, .extendNumLet: return run(from: start)
        default: return nil
        }
    }

    private mutating func single(_ start: Int, _ type: String) -> String {
        position = afterExtensions(start)
        return type
    }

    /// An emoji, its modifiers, and whatever is joined to it.
    private mutating func emoji(at start: Int) -> String? {
        let isPicture = scalars[start].properties.isEmojiPresentation
        let hasSelector = start + 1 < scalars.count && scalars[start + 1].value == 0xFE0F
        guard isPicture || hasSelector else { return nil }
        position = afterExtensions(start)
        while position < classes.count, classes[position] == .emoji, scalars[position - 1].value == 0x200D {
            position = afterExtensions(position)
        }
        return "<EMOJI>"
    }

    /// A run of letters, digits and what joins them.
    private mutating func run(from start: Int) -> String? {
        var seen = WordClasses(classes[start])
        var last = classes[start]
        position = afterExtensions(start)
        while position < classes.count {
            let next = classes[position]
            if joins(last, next) {
                seen.formUnion(WordClasses(next))
                last = next
                position = afterExtensions(position)
            } else if let end = bridged(from: last, at: position) {
                last = classes[end]
                seen.formUnion(WordClasses(last))
                position = afterExtensions(end)
            } else {
                // WB7a: a Hebrew letter keeps the apostrophe behind it.
                if last == .hebrew, next == .singleQuote { position += 1 }
                break
            }
        }
        return type(of: seen)
    }

    private func type(of seen: WordClasses) -> String? {
        switch seen.subtracting(WordClasses(.extendNumLet)) {
        case []: nil
        case WordClasses(.numeric): "<NUM>"
        case WordClasses(.katakana): "<KATAKANA>"
        case WordClasses(.hangul): "<HANGUL>"
        default: "<ALPHANUM>"
        }
    }

    private func joins(_ left: WordClass, _ right: WordClass) -> Bool {
        if right == .extendNumLet { return true }
        if left == .extendNumLet { return right.isLetter || right == .numeric || right == .katakana }
        if left == .katakana || right == .katakana { return left == right }
        return (left.isLetter || left == .numeric) && (right.isLetter || right == .numeric)
    }

    /// The index of what a joining character at `index` leads to: `can't`, `3.14`.
    private func bridged(from last: WordClass, at index: Int) -> Int? {
        let end = afterExtensions(index)
        guard end < classes.count else { return nil }
        switch classes[index] {
        case .midLetter: return last.isLetter && classes[end].isLetter ? end : nil
        case .midNum: return last == .numeric && classes[end] == .numeric ? end : nil
        case .midNumLet, .singleQuote:
            let isWord = last.isLetter && classes[end].isLetter
            return isWord || (last == .numeric && classes[end] == .numeric) ? end : nil
        case .doubleQuote: return last == .hebrew && classes[end] == .hebrew ? end : nil
        default: return nil
        }
    }

    private func isExtension(_ index: Int) -> Bool { classes[index] == .extend }

    private func afterExtensions(_ index: Int) -> Int {
        var index = index + 1
        while index < classes.count, isExtension(index) { index += 1 }
        return index
    }
}

/// Which kinds of scalars a word is made of.
private struct WordClasses: OptionSet {
    let rawValue: UInt32

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    init(_ wordClass: WordClass) {
        rawValue = 1 << UInt32(wordClass.rawValue)
    }
}
