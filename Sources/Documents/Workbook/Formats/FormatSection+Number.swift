/// Numbers: digits poured into the places that a format has for them.
extension FormatSection {
    func text(of number: Double) -> String {
        if tokens.contains(.slash) { return fractionText(of: number) }
        var digits = DecimalDigits(number)
        for token in tokens where token == .percent { digits.shift(by: 2) }
        digits.shift(by: -3 * scalingCommas)
        let layout = Layout(tokens)
        let exponent = layout.exponent.map { _ in Self.exponent(of: digits, places: layout.wholePlaces) }
        if let exponent { digits.shift(by: -exponent) }
        digits.round(toDecimals: layout.fractionPlaces)
        let body = pour(digits, layout, exponent: exponent)
        return ((digits.isNegative ? "-" : "") + body).trimmed
    }

    /// Commas behind the last place each divide by a thousand.
    private var scalingCommas: Int {
        guard let last = tokens.lastIndex(where: { if case .digit = $0 { true } else { false } }) else { return 0 }
        let point = tokens.firstIndex(of: .point) ?? tokens.count
        let whole = tokens[..<point].lastIndex { if case .digit = $0 { true } else { false } } ?? last
        var count = tokens[(last + 1)...].prefix { $0 == .comma }.count
        if whole < last { count += tokens[(whole + 1)...].prefix { $0 == .comma }.count }
        return count
    }

    /// Where a format has its places.
    private struct Layout {
        let point: Int
        let exponent: Int?
        let wholePlaces: Int
        let fractionPlaces: Int
        let isGrouped: Bool

        init(_ tokens: [Token]) {
            func isDigit(_ token: Token) -> Bool { if case .digit = token { true } else { false } }
            let exponent = tokens.firstIndex { if case .exponent = $0 { true } else { false } }
            let end = exponent ?? tokens.count
            point = tokens[..<end].firstIndex(of: .point) ?? end
            self.exponent = exponent
            wholePlaces = tokens[..<point].count(where: isDigit)
            fractionPlaces = tokens[point..<end].count(where: isDigit)
            let whole = tokens[..<point]
            isGrouped =
                whole.firstIndex(of: .comma).map {
                    whole[..<$0].contains(where: isDigit) && whole[$0...].contains(where: isDigit)
                }
                ?? false
        }
    }

    private static func exponent(of digits: DecimalDigits, places: Int) -> Int {
        guard !digits.isZero else { return 0 }
        guard places > 1 else { return digits.exponent }
        // With several places before the point the exponent goes in steps of as many.
        let steps = digits.exponent >= 0 ? digits.exponent / places : -((-digits.exponent + places - 1) / places)
        return steps * places
    }

    private func pour(_ digits: DecimalDigits, _ layout: Layout, exponent: Int?) -> String {
        var fraction = digits.fractionDigits[...]
        var text = whole(digits.wholeDigits, layout)
        for index in layout.point..<tokens.count {
            switch tokens[index] {
            case .point: if !fraction.isEmpty || hasFixedFraction(from: index) { text += "." }
            case .digit(let place):
                if let exponent, let start = layout.exponent, index > start {
                    // The first place after the E takes the whole exponent, padded to as many digits.
                    if index == start + 1 { text += exponentDigits(exponent, from: index) }
                } else if let digit = fraction.popFirst() {
                    text += DecimalDigits.text([digit])
                } else if place == UInt8(ascii: "0") {
                    text += "0"
                }
            case .exponent(let showsPlus): text += (exponent ?? 0) < 0 ? "E-" : showsPlus ? "E+" : "E"
            case .literal(let literal): text += literal
            case .percent: text += "%"
            default: break
            }
        }
        return text
    }

    private func hasFixedFraction(from index: Int) -> Bool {
        tokens[index...].contains(.digit(UInt8(ascii: "0")))
    }

    private func exponentDigits(_ exponent: Int, from index: Int) -> String {
        let places = tokens[index...].count { if case .digit = $0 { true } else { false } }
        let text = String(abs(exponent))
        return String(repeating: "0", count: max(0, places - text.count)) + text
    }

    /// From the right: the leftmost place takes all digits that are left.
    private func whole(_ digits: [UInt8], _ layout: Layout) -> String {
        var rest = digits[...]
        var pieces: [String] = []
        var (placesLeft, written) = (layout.wholePlaces, 0)
        func put(_ digit: UInt8) {
            if layout.isGrouped, written > 0, written % 3 == 0 { pieces.append(",") }
            pieces.append(DecimalDigits.text([digit]))
            written += 1
        }
        for token in tokens[..<layout.point].reversed() {
            switch token {
            case .digit(let place):
                placesLeft -= 1
                if let digit = rest.popLast() {
                    put(digit)
                } else if place == UInt8(ascii: "0") {
                    put(0)
                }
                if placesLeft == 0 { while let digit = rest.popLast() { put(digit) } }
            case .literal(let literal): pieces.append(literal)
            case .percent: pieces.append("%")
            default: break
            }
        }
        // A format such as ".00" has no place before its point.
        while layout.wholePlaces == 0, layout.fractionPlaces > 0, let digit = rest.popLast() { put(digit) }
        return pieces.reversed().joined()
    }

    // MARK: Fractions

    /// `# ?/?`: the nearest fraction whose denominator has as many digits, or is the one that the format names.
    private func fractionText(of number: Double) -> String {
        guard let slash = tokens.firstIndex(of: .slash), abs(number) < 1e15 else {
            return DecimalDigits(number).general
        }
        let places = tokens[slash...].count { if case .digit = $0 { true } else { false } }
        let literal = tokens[(slash + 1)...].lazy.compactMap { token -> Int? in
            if case .literal(let text) = token { Int(text.trimmed) } else { nil }
        }.first
        let hasWhole = tokens[..<slash].contains { if case .literal = $0 { true } else { false } }
        let magnitude = abs(number)
        let whole = hasWhole ? magnitude.rounded(.down) : 0
        let (above, below) = Self.fraction(
            magnitude - whole, denominators: literal.map { $0...$0 } ?? 1...(places > 2 ? 999 : places == 2 ? 99 : 9))
        let sign = number < 0 ? "-" : ""
        if above == 0 { return sign + String(Int(whole)) }
        if above == below, hasWhole { return sign + String(Int(whole) + 1) }
        return sign + (whole > 0 ? "\(Int(whole)) " : "") + "\(above)/\(below)"
    }

    private static func fraction(_ value: Double, denominators: ClosedRange<Int>) -> (Int, Int) {
        var best = (above: 0, below: 1, distance: Double.infinity)
        for below in denominators where below > 0 {
            let above = (value * Double(below)).rounded()
            let distance = abs(value - above / Double(below))
            if distance < best.distance - 1e-12 { best = (Int(above), below, distance) }
        }
        return (best.above, best.below)
    }
}
