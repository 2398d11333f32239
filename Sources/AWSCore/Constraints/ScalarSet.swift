/// A set of characters in a pattern: `[a-zA-Z0-9_.-]`, `\S`, `\p{L}`.
struct ScalarSet: Sendable {
    private enum Part: Sendable {
        case range(ClosedRange<UInt32>)
        case categories(Set<Unicode.GeneralCategory>, isNegated: Bool)
    }

    private var parts: [Part] = []
    private var isNegated = false
    /// Bit n of the pair tells whether the set holds the ASCII character n, which nearly all characters asked for are.
    private var ascii: (UInt64, UInt64) = (0, 0)

    init(_ ranges: ClosedRange<Unicode.Scalar>...) {
        for range in ranges { insert(range.lowerBound.value...range.upperBound.value) }
    }

    static let digits = ScalarSet("0"..."9")
    static let words = ScalarSet("a"..."z", "A"..."Z", "0"..."9", "_"..."_")
    static let spaces = ScalarSet(" "..." ", "\t"..."\r")
    static let printable = ScalarSet(" "..."~")
    static let lineEnds = ScalarSet("\n"..."\n", "\r"..."\r", "\u{85}"..."\u{85}", "\u{2028}"..."\u{2029}")

    init(categories: Set<Unicode.GeneralCategory>) {
        parts = [.categories(categories, isNegated: false)]
        for (scalar, category) in Self.asciiCategories.enumerated() where categories.contains(category) {
            addASCII(UInt32(scalar))
        }
    }

    var inverted: ScalarSet {
        var set = self
        set.isNegated.toggle()
        set.ascii = (~ascii.0, ~ascii.1)
        return set
    }

    /// - Precondition: the set is not inverted.
    mutating func insert(_ range: ClosedRange<UInt32>) {
        parts.append(.range(range))
        for scalar in range.clamped(to: 0...127) where range.contains(scalar) { addASCII(scalar) }
    }

    /// - Precondition: the set is not inverted; an inverted `set` is of ranges only or of categories only, as `\S` and
    ///   `\P{L}` are.
    mutating func formUnion(_ set: ScalarSet) {
        if set.isNegated {
            for range in set.gaps { parts.append(.range(range)) }
            for case .categories(let categories, let isNegated) in set.parts {
                parts.append(.categories(categories, isNegated: !isNegated))
            }
        } else {
            parts += set.parts
        }
        ascii = (ascii.0 | set.ascii.0, ascii.1 | set.ascii.1)
    }

    func contains(_ scalar: UInt32) -> Bool {
        if scalar < 64 { return ascii.0 & (1 << UInt64(scalar)) != 0 }
        if scalar < 128 { return ascii.1 & (1 << UInt64(scalar - 64)) != 0 }
        return slowlyContains(scalar)
    }

    private func slowlyContains(_ scalar: UInt32) -> Bool {
        let isHeld = parts.contains { part in
            switch part {
            case .range(let range): range.contains(scalar)
            case .categories(let categories, let isNegated):
                Unicode.Scalar(scalar).map { categories.contains($0.properties.generalCategory) != isNegated } ?? false
            }
        }
        return isHeld != isNegated
    }

    private mutating func addASCII(_ scalar: UInt32) {
        if scalar < 64 { ascii.0 |= 1 << UInt64(scalar) } else { ascii.1 |= 1 << UInt64(scalar - 64) }
    }

    private static let asciiCategories = (0..<128).map { Unicode.Scalar(UInt8($0)).properties.generalCategory }

    /// What lies between the ranges of the set.
    private var gaps: [ClosedRange<UInt32>] {
        let ranges = parts.compactMap { if case .range(let range) = $0 { range } else { nil } }
        if ranges.isEmpty { return [] }
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
            next = max(next, range.upperBound + 1)
        }
        if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
        return gaps
    }
}
