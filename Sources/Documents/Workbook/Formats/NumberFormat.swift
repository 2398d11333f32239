/// A number format of a workbook: `#,##0.00;[Red]-#,##0.00` (ECMA-376 part 1, 18.8.31).
package struct NumberFormat {
    private let sections: [FormatSection]
    private let is1904: Bool

    static let general = NumberFormat("General", is1904: false)

    package init(_ code: String, is1904: Bool) {
        sections = FormatParser.sections(of: code)
        self.is1904 = is1904
    }

    /// What the cell holds, a number or a time, and how it is shown.
    package func show(_ number: Double) -> (CellValue, String) {
        let (section, magnitude) = section(for: number)
        if section.isGeneral { return (.number(number), section.wrap(Self.general(magnitude))) }
        guard section.isTime else { return (.number(number), section.text(of: magnitude)) }
        if section.isElapsed {
            return (.duration(seconds: number * SerialDate.secondsPerDay), section.elapsed(number))
        }
        // What no calendar has, Excel shows as a row of hashes: the bare number says more.
        guard let date = SerialDate(number, is1904: is1904) else {
            return (.number(number), DecimalDigits(number).general)
        }
        return (.date(date.iso), section.text(of: date))
    }

    private static func general(_ number: Double) -> String {
        // Nearly all numbers are whole and short.
        if abs(number) < 1e15, let whole = Int(exactly: number) { return String(whole) }
        return DecimalDigits(number).general
    }

    /// Text, which a fourth section may dress up.
    package func show(_ text: String) -> String {
        guard sections.count > 3 || sections.count == 1, let last = sections.last, last.hasTextPlace else {
            return text
        }
        return last.text(of: text)
    }

    /// The section that a number goes by, and the number as that section writes it: those for negative ones write no sign.
    private func section(for number: Double) -> (FormatSection, Double) {
        let numeric = sections.prefix(3)
        if numeric.contains(where: { $0.condition != nil }) {
            let index = numeric.firstIndex { $0.condition?.holds(for: number) ?? true } ?? numeric.count - 1
            return (numeric[index], index > 0 && number < 0 ? -number : number)
        }
        switch numeric.count {
        case 0: return (FormatSection.general, number)
        case 1: return (numeric[0], number)
        case 2: return number < 0 ? (numeric[1], -number) : (numeric[0], number)
        default: return number < 0 ? (numeric[1], -number) : (numeric[number > 0 ? 0 : 2], number)
        }
    }
}

/// `[>=100]`
struct FormatCondition {
    let comparison: String
    let bound: Double

    func holds(for number: Double) -> Bool {
        switch comparison {
        case "<": number < bound
        case "<=": number <= bound
        case ">": number > bound
        case ">=": number >= bound
        case "<>": number != bound
        default: number == bound
        }
    }
}

/// One of the up to four parts of a format.
struct FormatSection {
    enum Token: Equatable {
        case literal(String)
        /// `0`, `#` or `?`.
        case digit(UInt8)
        case point
        case comma
        case percent
        case exponent(showsPlus: Bool)
        case slash
        case general
        case text
        /// A letter of y, m (month), d, h, n (minute), s, e, and how often it stands there.
        case time(UInt8, Int)
        /// `[h]`, `[mm]`: all hours or minutes there are.
        case elapsed(UInt8, Int)
        case halfDay
        /// Digits after the point of seconds.
        case fraction(Int)
    }

    var tokens: [Token] = []
    var condition: FormatCondition?

    static let general = FormatSection(tokens: [.general])

    private(set) var hasTextPlace = false
    private(set) var isElapsed = false
    private(set) var isTime = false
    private var hasGeneral = false
    private var hasDigits = false

    /// Shows numbers as cells without a format do: where it says so, and where it has room for text alone.
    var isGeneral: Bool { hasGeneral || hasTextPlace && !hasDigits && !isTime }

    init(tokens: [Token] = []) {
        for token in tokens { append(token) }
    }

    mutating func append(_ token: Token) {
        tokens.append(token)
        switch token {
        case .text: hasTextPlace = true
        case .general: hasGeneral = true
        case .digit: hasDigits = true
        case .time, .halfDay: isTime = true
        case .elapsed: (isTime, isElapsed) = (true, true)
        default: break
        }
    }

    /// `core` where the format has its `General`.
    func wrap(_ core: String) -> String {
        if tokens.count == 1 { return core }
        var text = ""
        for token in tokens {
            switch token {
            case .general, .text: text += core
            case .literal(let literal): text += literal
            case .percent: text += "%"
            default: break
            }
        }
        return text.trimmed
    }

    func text(of value: String) -> String {
        var text = ""
        for token in tokens {
            switch token {
            case .text: text += value
            case .literal(let literal): text += literal
            default: break
            }
        }
        return text
    }
}
