/// What a scalar is to the word boundaries of Unicode Standard Annex 29, as far as words in running text go.
///
/// The standard library tells letters, marks and digits apart; scripts and the few characters that join words are
/// listed here, out of the annex's table 3.
enum WordClass: UInt8, Hashable, Sendable {
    case other, extend, letter, hebrew, hangul, numeric, katakana, hiragana, ideographic, southeastAsian
    case extendNumLet, midLetter, midNum, midNumLet, singleQuote, doubleQuote, regional, emoji

    init(_ scalar: Unicode.Scalar) {
        self = scalar.value < 0x80 ? Self.ascii(scalar.value) : Self.beyondASCII(scalar)
    }

    /// Letters of any script that words of letters and digits are made of.
    var isLetter: Bool { self == .letter || self == .hebrew || self == .hangul }

    private static func ascii(_ value: UInt32) -> WordClass {
        switch value {
        case 0x41...0x5A, 0x61...0x7A: .letter
        case 0x30...0x39: .numeric
        case 0x5F: .extendNumLet
        case 0x3A: .midLetter
        case 0x2C, 0x3B: .midNum
        case 0x2E: .midNumLet
        case 0x27: .singleQuote
        case 0x22: .doubleQuote
        default: .other
        }
    }

    private static func beyondASCII(_ scalar: Unicode.Scalar) -> WordClass {
        let value = scalar.value
        if let joining = joining[value] { return joining }
        switch value {
        case 0x1F1E6...0x1F1FF: return .regional
        case 0x3041...0x3096, 0x309D...0x309F, 0x1B001...0x1B11E, 0x1F200: return .hiragana
        case 0x3031...0x3035, 0x309B...0x309C, 0x30A0...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0x32D0...0x32FE,
            0x3300...0x3357, 0xFF66...0xFF9D:
            return .katakana
        case 0x1100...0x11FF, 0x3131...0x318E, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xD7B0...0xD7FB, 0xFFA0...0xFFDC:
            return .hangul
        case 0x0E01...0x0E3A, 0x0E40...0x0E4E, 0x0E81...0x0ECD, 0x0EDC...0x0EDF, 0x1000...0x103F, 0x1050...0x108F,
            0x109A...0x109F, 0x1780...0x17D3, 0x17D7, 0x17DC...0x17DD, 0x1950...0x1974, 0x1980...0x19C9,
            0x1A20...0x1A99, 0xAA60...0xAADF:
            return .southeastAsian
        case 0x05D0...0x05F2, 0xFB1D...0xFB4F: return scalar.properties.isAlphabetic ? .hebrew : .extend
        case 0x1F3FB...0x1F3FF, 0x200C, 0x200D: return .extend
        default: return byProperties(scalar)
        }
    }

    private static func byProperties(_ scalar: Unicode.Scalar) -> WordClass {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return .extend
        case .format: return scalar.value == 0x200B ? .other : .extend
        case .decimalNumber: return .numeric
        default: break
        }
        if properties.isIdeographic { return .ideographic }
        if properties.isAlphabetic { return .letter }
        return properties.isEmojiPresentation || properties.isEmoji ? .emoji : .other
    }

    private static let joining: [UInt32: WordClass] = {
        var table: [UInt32: WordClass] = [:]
        func put(_ values: [UInt32], _ wordClass: WordClass) { for value in values { table[value] = wordClass } }
        put([0xB7, 0x387, 0x55F, 0x5F4, 0x2027, 0xFE13, 0xFE55, 0xFF1A], .midLetter)
        put(
            [0x37E, 0x589, 0x60C, 0x60D, 0x66C, 0x7F8, 0x2044, 0xFE10, 0xFE14, 0xFE50, 0xFE54, 0xFF0C, 0xFF1B],
            .midNum)
        put([0x2018, 0x2019, 0x2024, 0xFE52, 0xFF07, 0xFF0E], .midNumLet)
        put([0x202F, 0x203F, 0x2040, 0x2054, 0xFE33, 0xFE34, 0xFE4D, 0xFE4E, 0xFE4F, 0xFF3F], .extendNumLet)
        put([0x66B], .numeric)
        return table
    }()
}
