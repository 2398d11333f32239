/// What a pattern demands of one value of an event.
///
/// Texts are held as UTF-8. What is no text (a number, true, false, null) meets only tests that say so.
enum ValueTest: Hashable, Sendable {
    /// A string.
    case text([UInt8])
    /// A number, true, false or null, as written.
    case literal(String)
    case number(Double)
    case range(NumericRange)
    case prefix([UInt8])
    case suffix([UInt8])
    case caseless(CaselessText)
    case caselessPrefix(CaselessText)
    case caselessSuffix(CaselessText)
    case glob(Glob)
    /// - Parameter readsDigits: AWS compares addresses as hexadecimal digits, and so meets numbers whose digits fall into
    ///   the block, unless something else at the path looks at numbers as numbers.
    case address(AddressBlock, readsDigits: Bool)
    case exists
    /// That there is no value; met by a whole event, not by a value.
    case absent
    case anythingBut(Exclusion)
}

/// From where to where, and whether with the ends.
struct NumericRange: Hashable, Sendable {
    var bottom = -Double.greatestFiniteMagnitude
    var isBottomOpen = false
    var top = Double.greatestFiniteMagnitude
    var isTopOpen = false

    func contains(_ value: Double) -> Bool {
        (isBottomOpen ? value > bottom : value >= bottom) && (isTopOpen ? value < top : value <= top)
    }
}

/// What `anything-but` excludes: everything else is a match.
enum Exclusion: Hashable, Sendable {
    case texts(Set<[UInt8]>)
    case numbers(Set<Double>)
    case caseless([CaselessText])
    case prefixes([[UInt8]])
    case suffixes([[UInt8]])
    case globs([Glob])
}

extension ValueTest {
    /// Whether it looks at numbers as numbers.
    var isNumeric: Bool {
        switch self {
        case .number, .range, .anythingBut(.numbers): true
        default: false
        }
    }

    func isMet(by value: FieldValue) -> Bool {
        switch self {
        case .literal(let text): value.kind == .literal && value.word == text
        case .number(let number): value.number == number
        case .range(let range): value.number.map(range.contains) ?? false
        case .exists: true
        case .absent: false
        case .address(let block, let readsDigits):
            value.address.map(block.contains) ?? (readsDigits && value.kind == .literal && block.admits(value.word))
        case .anythingBut(let exclusion): !exclusion.covers(value)
        default: value.kind == .text && isMet(byText: value.word.utf8)
        }
    }

    private func isMet(byText bytes: String.UTF8View) -> Bool {
        switch self {
        case .text(let text): bytes.elementsEqual(text)
        case .prefix(let prefix): bytes.starts(with: prefix)
        case .suffix(let suffix): bytes.suffix(suffix.count).elementsEqual(suffix)
        case .caseless(let text): text.equals(bytes)
        case .caselessPrefix(let text): text.isPrefix(of: bytes)
        case .caselessSuffix(let text): text.isSuffix(of: bytes)
        case .glob(let glob): glob.matches(Array(bytes))
        default: false
        }
    }
}

extension Exclusion {
    func covers(_ value: FieldValue) -> Bool {
        if case .numbers(let numbers) = self { return value.number.map(numbers.contains) ?? false }
        guard value.kind == .text else { return false }
        let bytes = value.word.utf8
        return switch self {
        case .texts(let texts): texts.contains(Array(bytes))
        case .caseless(let texts): texts.contains { $0.equals(bytes) }
        case .prefixes(let prefixes): prefixes.contains { bytes.starts(with: $0) }
        case .suffixes(let suffixes): suffixes.contains { bytes.suffix($0.count).elementsEqual($0) }
        case .globs(let globs): globs.contains { $0.matches(Array(bytes)) }
        case .numbers: false
        }
    }
}
