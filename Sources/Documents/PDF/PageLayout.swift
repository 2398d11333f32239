/// A page as `pdftotext -bbox-layout` sees it: blocks of lines of words, in reading order, each with its box.
struct PageLayout {
    struct Box {
        var left: Double
        var top: Double
        var right: Double
        var bottom: Double

        var height: Double { bottom - top }
        var width: Double { right - left }
        var middle: Double { (top + bottom) / 2 }

        mutating func join(_ other: Box) {
            left = min(left, other.left)
            top = min(top, other.top)
            right = max(right, other.right)
            bottom = max(bottom, other.bottom)
        }
    }

    struct Word {
        let text: String
        let box: Box

        /// Letters above each other: three or more make a box that is higher than it is wide.
        var isRotated: Bool { box.height > box.width * 1.3 && text.unicodeScalars.count >= 3 }
    }

    struct Line {
        var words: [Word] = []

        /// The words with spaces between them.
        var text: String { words.lazy.map(\.text).joined(separator: " ") }

        var height: Double { words.reduce(0) { max($0, $1.box.height) } }

        /// Runs up or down the page, as notes in margins do.
        var isRotated: Bool { words.contains { $0.isRotated } }
    }

    struct Block {
        var lines: [Line] = []
    }

    let number: Int
    let width: Double
    var blocks: [Block] = []
}

/// Reads what `pdftotext -bbox-layout` writes: one tag a line, words with their text in one.
struct PageLayoutReader {
    private(set) var pages: [PageLayout] = []
    private(set) var title: String?

    init(_ xhtml: [UInt8]) {
        xhtml.withUnsafeBufferPointer { bytes in
            var start = 0
            while start < bytes.count {
                let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
                read(UnsafeBufferPointer(rebasing: bytes[start..<end]))
                start = end + 1
            }
        }
    }

    private mutating func read(_ line: UnsafeBufferPointer<UInt8>) {
        guard let start = line.firstIndex(where: { $0 != 0x20 }) else { return }
        let tag = line[start...]
        if tag.hasPrefix("<word ") {
            word(tag)
        } else if tag.hasPrefix("<line ") {
            edit { $0.lines.append(PageLayout.Line()) }
        } else if tag.hasPrefix("<block ") {
            if !pages.isEmpty { pages[pages.count - 1].blocks.append(PageLayout.Block()) }
        } else if tag.hasPrefix("<page ") {
            pages.append(PageLayout(number: pages.count + 1, width: Self.number(tag, "width=\"") ?? 612))
        } else if tag.hasPrefix("<title>"), pages.isEmpty {
            let text = tag.dropFirst(7).prefix { $0 != UInt8(ascii: "<") }
            title = Entities.decode(String(decoding: text, as: UTF8.self)).collapsed
        }
    }

    private mutating func word(_ tag: Slice<UnsafeBufferPointer<UInt8>>) {
        guard let open = tag.firstIndex(of: UInt8(ascii: ">")), let close = tag.lastIndex(of: UInt8(ascii: "<")),
            open < close, let left = Self.number(tag, "xMin=\""), let top = Self.number(tag, "yMin=\""),
            let right = Self.number(tag, "xMax=\""), let bottom = Self.number(tag, "yMax=\"")
        else { return }
        let text = PrintedText.clean(tag[(open + 1)..<close])
        guard !text.isEmpty else { return }
        let box = PageLayout.Box(left: left, top: top, right: right, bottom: bottom)
        edit { block in
            if block.lines.isEmpty { block.lines.append(PageLayout.Line()) }
            block.lines[block.lines.count - 1].words.append(PageLayout.Word(text: text, box: box))
        }
    }

    private mutating func edit(_ change: (inout PageLayout.Block) -> Void) {
        guard let page = pages.indices.last else { return }
        if pages[page].blocks.isEmpty { pages[page].blocks.append(PageLayout.Block()) }
        change(&pages[page].blocks[pages[page].blocks.count - 1])
    }

    /// The number in an attribute, which stands in quotes: digits and a point, perhaps a sign.
    private static func number(_ tag: Slice<UnsafeBufferPointer<UInt8>>, _ attribute: StaticString) -> Double? {
        var start = tag.startIndex
        while start < tag.endIndex, !tag[start...].hasPrefix(attribute) { start += 1 }
        guard start < tag.endIndex else { return nil }
        let digits = tag[(start + attribute.utf8CodeUnitCount)...].prefix { $0 != UInt8(ascii: "\"") }
        guard let value = Double(String(decoding: digits, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }
}

/// Text as a page shows it, made into text as one writes it.
enum PrintedText {
    /// Entities read, ligatures taken apart, and marks that only say how to print left out.
    static func clean(_ utf8: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        // Nearly all words are plain.
        if utf8.allSatisfy({ $0 < 0x7F && $0 > 0x20 && $0 != UInt8(ascii: "&") }) {
            return String(decoding: utf8, as: UTF8.self)
        }
        var text = String.UnicodeScalarView()
        for scalar in Entities.decode(String(decoding: utf8, as: UTF8.self)).unicodeScalars {
            switch scalar.value {
            case 0xFB00...0xFB06: text.append(contentsOf: ligatures[Int(scalar.value - 0xFB00)].unicodeScalars)
            // Soft hyphens, zero widths, joiners of words, byte order marks, control characters.
            case 0x00AD, 0x200B, 0x2060, 0xFEFF, 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: break
            default: text.append(scalar)
            }
        }
        return String(text).trimmed
    }

    private static let ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]
}

extension Collection where Element == UInt8 {
    func hasPrefix(_ text: StaticString) -> Bool {
        starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
