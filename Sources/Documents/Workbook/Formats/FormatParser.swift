/// Reads the code of a number format into its sections. What it does not know it takes for literal text.
struct FormatParser {
    /// Codes are at most 255 characters in Excel; more of one is not read.
    private static let scalarsMax = 1024
    private static let sectionsMax = 4

    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var section = FormatSection()

    static func sections(of code: String) -> [FormatSection] {
        var parser = FormatParser(scalars: Array(code.unicodeScalars.prefix(scalarsMax)))
        var sections: [FormatSection] = []
        while parser.index <= parser.scalars.count, sections.count < sectionsMax {
            parser.section = FormatSection()
            parser.readSection()
            sections.append(parser.section.withMinutesKnown)
            parser.index += 1
        }
        return sections
    }

    private mutating func readSection() {
        while index < scalars.count, scalars[index] != ";" {
            let scalar = scalars[index]
            index += 1
            switch scalar {
            case "\"": quoted()
            case "\\": if index < scalars.count { literal(scalars[take()]) }
            // A space as wide as the next character, and the next character as often as there is room.
            case "_": if index < scalars.count { index += 1; literal(" ") }
            case "*": if index < scalars.count { index += 1 }
            case "[": bracket()
            case "0", "#", "?": section.append(.digit(UInt8(scalar.value)))
            case ".": point()
            case ",": section.append(.comma)
            case "%": section.append(.percent)
            case "@": section.append(.text)
            case "/": section.append(section.isTime ? .literal("/") : .slash)
            case "E" where follows("+") || follows("-"), "e" where follows("+") || follows("-"):
                section.append(.exponent(showsPlus: scalars[take()] == "+"))
            case "G", "g": general(scalar)
            case "A", "a": halfDay(scalar)
            case "y", "Y", "m", "M", "d", "D", "h", "H", "s", "S", "e", "E", "b", "B": time(scalar)
            default: literal(scalar)
            }
        }
    }

    private mutating func take() -> Int {
        defer { index += 1 }
        return index
    }

    private func follows(_ scalar: Unicode.Scalar) -> Bool {
        index < scalars.count && scalars[index] == scalar
    }

    private mutating func literal(_ scalar: Unicode.Scalar) {
        if case .literal(let text) = section.tokens.last {
            section.tokens[section.tokens.count - 1] = .literal(text + String(scalar))
        } else {
            section.append(.literal(String(scalar)))
        }
    }

    private mutating func quoted() {
        while index < scalars.count, scalars[index] != "\"" { literal(scalars[take()]) }
        index += 1
    }

    /// A colour, a condition, a currency with its language, or elapsed time.
    private mutating func bracket() {
        var inside = ""
        while index < scalars.count, scalars[index] != "]" { inside.unicodeScalars.append(scalars[take()]) }
        index += 1
        if inside.hasPrefix("$") {
            for scalar in inside.dropFirst().prefix(while: { $0 != "-" }).unicodeScalars { literal(scalar) }
        } else if let first = inside.lowercased().utf8.first, "hms".utf8.contains(first),
            inside.lowercased().utf8.allSatisfy({ $0 == first })
        {
            let unit = first == UInt8(ascii: "m") ? UInt8(ascii: "n") : first
            section.append(.elapsed(unit, inside.utf8.count))
        } else if let bound = Double(inside.drop { "<>=".contains($0) }) {
            section.condition = FormatCondition(
                comparison: inside.prefix { "<>=".contains($0) }.description, bound: bound)
        }
    }

    /// A decimal point, or the fraction of seconds.
    private mutating func point() {
        if section.isTime, follows("0") {
            var digits = 0
            while follows("0") { (index, digits) = (index + 1, digits + 1) }
            section.append(.fraction(min(digits, 3)))
        } else {
            section.append(.point)
        }
    }

    private mutating func general(_ scalar: Unicode.Scalar) {
        let word = String(String.UnicodeScalarView(scalars[(index - 1)..<min(index + 6, scalars.count)]))
        if word.lowercased() == "general" {
            index += 6
            section.append(.general)
        } else if word.hasPrefix("G") {
            // The era of a Japanese date stands in the year itself.
            while follows("g") || follows("G") { index += 1 }
        } else {
            while follows("g") { index += 1 }
        }
    }

    private mutating func halfDay(_ scalar: Unicode.Scalar) {
        let rest = String(String.UnicodeScalarView(scalars[(index - 1)..<min(index + 4, scalars.count)])).lowercased()
        if rest == "am/pm" {
            index += 4
            section.append(.halfDay)
        } else if rest.hasPrefix("a/p") {
            index += 2
            section.append(.halfDay)
        } else if rest.hasPrefix("aaa") {
            // Days of the week in East Asian files.
            var count = 1
            while follows("a") { (index, count) = (index + 1, count + 1) }
            section.append(.time(UInt8(ascii: "d"), count))
        } else {
            literal(scalar)
        }
    }

    private mutating func time(_ scalar: Unicode.Scalar) {
        let letter = UInt8(scalar.value).lowercasedASCII
        var count = 1
        while index < scalars.count, scalars[index].isASCII,
            UInt8(scalars[index].value).lowercasedASCII == letter
        { (index, count) = (index + 1, count + 1) }
        let isYear = letter == UInt8(ascii: "e") || letter == UInt8(ascii: "b")
        section.append(isYear ? .time(UInt8(ascii: "y"), max(count, 4)) : .time(letter, count))
    }
}

extension FormatSection {
    /// An `m` next to hours before it or seconds after it means minutes.
    fileprivate var withMinutesKnown: FormatSection {
        var section = self
        let times = tokens.indices.filter { index in
            switch tokens[index] {
            case .time, .elapsed: true
            default: false
            }
        }
        for (position, index) in times.enumerated() {
            guard case .time(UInt8(ascii: "m"), let count) = section.tokens[index], count <= 2 else { continue }
            let before = position > 0 ? Self.unit(section.tokens[times[position - 1]]) : nil
            let after = position + 1 < times.count ? Self.unit(section.tokens[times[position + 1]]) : nil
            if before == UInt8(ascii: "h") || after == UInt8(ascii: "s") {
                section.tokens[index] = .time(UInt8(ascii: "n"), count)
            }
        }
        return section
    }

    private static func unit(_ token: Token) -> UInt8? {
        switch token {
        case .time(let unit, _), .elapsed(let unit, _): unit
        default: nil
        }
    }
}
