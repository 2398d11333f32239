/// `xl/worksheets/sheet….xml`: cells with what they hold and how that is shown.
final class SheetHandler: XMLHandler {
    struct Context {
        let strings: [String]
        /// By index of a cell's style.
        let formats: [NumberFormat]
        let limits: DocumentLimits
    }

    private enum Kind {
        case number, shared, inline, formulaText, bool, error, date
    }

    private(set) var rows: [SheetRow] = []
    private(set) var merges: [CellRange] = []
    private let context: Context
    private let counter: CellCounter

    private var row = SheetRow(number: 0)
    private var column = -1
    private var kind = Kind.number
    private var style = 0
    private var value: [UInt8] = []
    private var inline = RichText()
    private var isInValue = false
    private var isInInline = false
    private var isSorted = true

    init(_ context: Context, _ counter: CellCounter) {
        self.context = context
        self.counter = counter
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(ExtractionError) {
        if name == "c" {
            startCell(attributes)
        } else if name == "v" {
            isInValue = true
        } else if name == "row" {
            row = SheetRow(number: attributes.int("r") ?? row.number + 1)
            (column, isSorted) = (-1, true)
        } else if name == "is" {
            isInInline = true
        } else if name == "mergeCell" {
            guard let range = attributes["ref"].flatMap({ CellRange($0) }) else { return }
            guard merges.count < context.limits.cellsMax else {
                throw .tooLarge("A sheet has more than \(context.limits.cellsMax) merged ranges.")
            }
            merges.append(range)
        } else if isInInline {
            inline.start(name)
        }
    }

    func end(_ name: XMLName) throws(ExtractionError) {
        if name == "c" {
            try endCell()
        } else if name == "v" {
            isInValue = false
        } else if name == "row" {
            endRow()
        } else if name == "is" {
            isInInline = false
        } else if isInInline {
            inline.end(name)
        }
    }

    func characters(_ utf8: UnsafeBufferPointer<UInt8>) {
        if isInValue { value.append(contentsOf: utf8) } else if isInInline { inline.characters(utf8) }
    }

    // MARK: Cells

    private func startCell(_ attributes: XMLAttributes) {
        value.removeAll(keepingCapacity: true)
        inline.clear()
        (isInValue, isInInline) = (false, false)
        // Without a reference a cell follows the one before it.
        let reference = attributes.raw("r").flatMap { CellReference(utf8: CString($0)) }
        if let reference, reference.column <= column { isSorted = false }
        column = reference?.column ?? column + 1
        kind = Self.kind(attributes.raw("t"))
        style = attributes.raw("s").map { CString($0).reduce(0) { $0 &* 10 &+ Int($1 &- 0x30) } } ?? 0
    }

    private static func kind(_ type: UnsafePointer<CChar>?) -> Kind {
        guard let type else { return .number }
        switch (UInt8(bitPattern: type[0]), type[0] == 0 ? 0 : UInt8(bitPattern: type[1])) {
        case (UInt8(ascii: "s"), 0): return .shared
        case (UInt8(ascii: "s"), _): return .formulaText
        case (UInt8(ascii: "i"), _): return .inline
        case (UInt8(ascii: "b"), _): return .bool
        case (UInt8(ascii: "e"), _): return .error
        case (UInt8(ascii: "d"), _): return .date
        default: return .number
        }
    }

    private func endCell() throws(ExtractionError) {
        guard let cell = cell() else { return }
        try counter.add()
        row.cells.append(cell)
    }

    private func cell() -> SheetCell? {
        if kind == .inline { return textCell(inline.string) }
        guard !value.isEmpty else { return nil }
        switch kind {
        case .shared:
            guard let index = Int(String(decoding: value, as: UTF8.self).trimmed),
                context.strings.indices.contains(index)
            else { return nil }
            return textCell(context.strings[index])
        case .formulaText: return textCell(EscapedCharacters.decode(value))
        case .bool:
            let isTrue = value.last == UInt8(ascii: "1") || value.first?.lowercasedASCII == UInt8(ascii: "t")
            return SheetCell(column: column, value: .bool(isTrue), text: isTrue ? "TRUE" : "FALSE")
        case .error:
            let text = String(decoding: value, as: UTF8.self)
            return SheetCell(column: column, value: .error(text), text: text)
        case .date:
            let text = String(decoding: value, as: UTF8.self)
            return SheetCell(column: column, value: .date(text), text: text)
        case .number, .inline: return numberCell()
        }
    }

    private func numberCell() -> SheetCell? {
        let written = String(decoding: value, as: UTF8.self)
        guard let number = Double(written) ?? Double(written.trimmed), number.isFinite else {
            return textCell(written)
        }
        let format = context.formats.indices.contains(style) ? context.formats[style] : .general
        let (value, text) = format.show(number)
        return SheetCell(column: column, value: value, text: text)
    }

    private func textCell(_ text: String) -> SheetCell? {
        guard !text.isEmpty else { return nil }
        let format = context.formats.indices.contains(style) ? context.formats[style] : .general
        return SheetCell(column: column, value: .text(text), text: format.show(text))
    }

    private func endRow() {
        guard !row.cells.isEmpty else { return }
        if !isSorted { row.cells.sort { $0.column < $1.column } }
        rows.append(row)
    }
}

/// The bytes of a C string up to its closing zero.
private struct CString: Sequence, IteratorProtocol {
    private var place: UnsafePointer<CChar>

    init(_ start: UnsafePointer<CChar>) {
        place = start
    }

    mutating func next() -> UInt8? {
        guard place.pointee != 0 else { return nil }
        defer { place += 1 }
        return UInt8(bitPattern: place.pointee)
    }
}
