/// Cuts HTML into tags and text, and never fails: what is no tag is text.
struct HTMLTokenizer {
    enum Token: Equatable {
        case open(name: String, attributes: [String: String], isEmpty: Bool)
        case close(name: String)
        /// With its entities read.
        case text(String)
    }

    /// Attributes of one tag that are kept.
    private static let attributesMax = 32

    private let bytes: [UInt8]
    private var offset = 0
    /// Bytes passed to count lines.
    private var counted = 0
    private(set) var line = 1

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func next() -> Token? {
        while offset < bytes.count {
            countLines()
            if bytes[offset] == UInt8(ascii: "<"), let token = tag() {
                if case .text(let text) = token, text.isEmpty { continue }
                return token
            }
            return text()
        }
        return nil
    }

    /// Passes everything up to the closing tag of an element whose inside is no HTML, and returns it.
    mutating func rawText(until name: String) -> String {
        let start = offset
        let wanted = Array("</\(name)".utf8)
        while offset < bytes.count, !matches(wanted, at: offset) { offset += 1 }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func countLines() {
        while counted < offset {
            if bytes[counted] == 0x0A { line += 1 }
            counted += 1
        }
    }

    private func matches(_ wanted: [UInt8], at index: Int) -> Bool {
        guard index + wanted.count <= bytes.count else { return false }
        for (position, byte) in wanted.enumerated() where bytes[index + position].lowercasedASCII != byte {
            return false
        }
        return true
    }

    private mutating func text() -> Token {
        let start = offset
        offset += 1
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "<") { offset += 1 }
        return .text(Entities.decode(String(decoding: bytes[start..<offset], as: UTF8.self)))
    }

    /// nil when the `<` begins no tag; an empty text for comments and declarations.
    private mutating func tag() -> Token? {
        guard offset + 1 < bytes.count else { return nil }
        let next = bytes[offset + 1]
        if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
            skipDeclaration()
            return .text("")
        }
        let isClosing = next == UInt8(ascii: "/")
        var index = offset + (isClosing ? 2 : 1)
        guard index < bytes.count, bytes[index].isLetterASCII else { return nil }
        let nameStart = index
        while index < bytes.count, bytes[index].isTagNameByte { index += 1 }
        let name = String(decoding: bytes[nameStart..<index].map(\.lowercasedASCII), as: UTF8.self)
        guard let (attributes, isEmpty, end) = attributes(from: index) else { return nil }
        offset = end
        return isClosing ? .close(name: name) : .open(name: name, attributes: attributes, isEmpty: isEmpty)
    }

    private mutating func skipDeclaration() {
        let isComment = matches(Array("<!--".utf8), at: offset)
        let end = Array((isComment ? "-->" : ">").utf8)
        offset += isComment ? 4 : 2
        while offset < bytes.count, !matches(end, at: offset) { offset += 1 }
        offset = min(offset + end.count, bytes.count)
    }

    /// - Returns: nil when the tag never ends.
    private func attributes(from start: Int) -> ([String: String], Bool, Int)? {
        var found: [String: String] = [:]
        var index = start
        var isEmpty = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") { return (found, isEmpty, index + 1) }
            if byte == UInt8(ascii: "<") { return nil }
            isEmpty = byte == UInt8(ascii: "/")
            guard byte.isAttributeByte else {
                index += 1
                continue
            }
            let nameStart = index
            while index < bytes.count, bytes[index].isAttributeByte { index += 1 }
            let name = String(decoding: bytes[nameStart..<index].map(\.lowercasedASCII), as: UTF8.self)
            let value = attributeValue(&index)
            if found.count < Self.attributesMax { found[name] = found[name] ?? value }
        }
        return nil
    }

    private func attributeValue(_ index: inout Int) -> String {
        var ahead = index
        while ahead < bytes.count, bytes[ahead].isSpaceASCII { ahead += 1 }
        guard ahead < bytes.count, bytes[ahead] == UInt8(ascii: "=") else { return "" }
        ahead += 1
        while ahead < bytes.count, bytes[ahead].isSpaceASCII { ahead += 1 }
        guard ahead < bytes.count else { return "" }
        let quote = bytes[ahead]
        let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        let start = isQuoted ? ahead + 1 : ahead
        var end = start
        while end < bytes.count,
            isQuoted ? bytes[end] != quote : !bytes[end].isSpaceASCII && bytes[end] != UInt8(ascii: ">")
        { end += 1 }
        index = isQuoted ? min(end + 1, bytes.count) : end
        return Entities.decode(String(decoding: bytes[start..<end], as: UTF8.self))
    }
}

extension UInt8 {
    fileprivate var isTagNameByte: Bool { isLetterASCII || isDigitASCII || self == 0x2D || self == 0x3A }
    fileprivate var isAttributeByte: Bool {
        isTagNameByte || self == 0x5F || self == 0x2E || self == 0x40 || self > 0x7F
    }
}
