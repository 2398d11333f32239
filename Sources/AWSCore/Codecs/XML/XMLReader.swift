/// Reads XML 1.0 in UTF-8 into a tree of elements.
///
/// Stricter than XML: document types are refused, and with them every entity but the five that XML defines itself.
/// Laxer in one place: references to control characters (`&#x1;`) are read, since S3 writes them for keys that hold
/// such characters.
package struct XMLReader {
    package static let bytesMax = 16 << 20
    package static let depthMax = 100
    package static let elementsMax = 500_000
    /// Of one element.
    package static let attributesMax = 64

    private let bytes: [UInt8]
    private var offset = 0
    private var elementCount = 0

    /// The root element of the document in `bytes`.
    /// - Throws: ``WireError/malformed(_:offset:)``; ``WireError/tooLarge(_:)`` beyond one of the limits.
    package static func read(_ bytes: [UInt8]) throws(WireError) -> XMLElement {
        guard bytes.count <= bytesMax else { throw .tooLarge("the XML is longer than \(bytesMax) bytes") }
        var reader = XMLReader(bytes: bytes)
        if reader.starts(with: "\u{FEFF}") { reader.offset += 3 }
        try reader.skipMiscellaneous()
        guard reader.peek == UInt8(ascii: "<") else { throw reader.malformed("there is no root element") }
        let root = try reader.element(depth: 1)
        try reader.skipMiscellaneous()
        guard reader.peek == nil else { throw reader.malformed("there is something after the root element") }
        return root
    }

    /// The local name of the root element, as far as one can tell without reading on.
    package static func rootName(of bytes: [UInt8]) -> String? {
        var reader = XMLReader(bytes: bytes)
        if reader.starts(with: "\u{FEFF}") { reader.offset += 3 }
        guard (try? reader.skipMiscellaneous()) != nil, reader.skip("<"), let name = try? reader.name() else {
            return nil
        }
        return XMLElement(name).localName
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    // MARK: Elements

    private mutating func element(depth: Int) throws(WireError) -> XMLElement {
        elementCount += 1
        guard depth <= Self.depthMax else { throw .tooLarge("XML nests deeper than \(Self.depthMax) elements") }
        guard elementCount <= Self.elementsMax else { throw .tooLarge("more than \(Self.elementsMax) XML elements") }
        offset += 1
        var element = XMLElement(try name())
        if try attributes(of: &element) { try content(of: &element, depth: depth) }
        return element
    }

    /// Reads up to the end of the opening tag; false when the element ends with it.
    private mutating func attributes(of element: inout XMLElement) throws(WireError) -> Bool {
        while true {
            let hasSpace = skipSpace()
            if skip(">") { return true }
            if skip("/>") { return false }
            guard hasSpace else { throw malformed("the tag \(element.name) is not closed") }
            let name = try name()
            guard element.attributes.count < Self.attributesMax else {
                throw .tooLarge("an XML element has more than \(Self.attributesMax) attributes")
            }
            guard !element.attributes.contains(where: { $0.name == name }) else {
                throw malformed("the attribute \(name) is there twice")
            }
            _ = skipSpace()
            guard skip("=") else { throw malformed("the attribute \(name) has no value") }
            _ = skipSpace()
            element.attributes.append(XMLElement.Attribute(name, try attributeValue()))
        }
    }

    private mutating func content(of element: inout XMLElement, depth: Int) throws(WireError) {
        let start = offset
        var text: [UInt8] = []
        while !skip("</") {
            switch peek {
            case nil: throw malformed("the element \(element.name) is not closed")
            case UInt8(ascii: "<")?:
                if skip("<![CDATA[") {
                    append(try section(endingWith: "]]>"), to: &text)
                } else if try !skipCommentOrInstruction() {
                    element.children.append(try self.element(depth: depth + 1))
                }
            default: try characters(into: &text, until: UInt8(ascii: "<"))
            }
        }
        guard try name() == element.name else { throw malformed("the element \(element.name) is closed by another") }
        _ = skipSpace()
        guard skip(">") else { throw malformed("the closing tag of \(element.name) does not end") }
        if element.children.isEmpty || !text.allSatisfy(Self.isSpace) { element.text = try string(text, at: start) }
    }

    // MARK: Text

    private mutating func attributeValue() throws(WireError) -> String {
        guard let quote = peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw malformed("an attribute's value is not quoted")
        }
        offset += 1
        let start = offset
        var value: [UInt8] = []
        try characters(into: &value, until: quote, isAttribute: true)
        guard peek == quote else { throw malformed("an attribute's value does not end") }
        offset += 1
        return try string(value, at: start)
    }

    /// Character data up to the byte `end` or the end of input; line ends become `\n`, in attributes a space.
    private mutating func characters(
        into text: inout [UInt8], until end: UInt8, isAttribute: Bool = false
    ) throws(WireError) {
        while let byte = peek, byte != end {
            switch byte {
            case UInt8(ascii: "&"): text += try reference()
            case UInt8(ascii: "<"): throw malformed("a < stands in an attribute's value")
            case UInt8(ascii: "\r"):
                offset += 1
                if peek != UInt8(ascii: "\n") { text.append(isAttribute ? UInt8(ascii: " ") : UInt8(ascii: "\n")) }
            case UInt8(ascii: "\n"), UInt8(ascii: "\t"):
                text.append(isAttribute ? UInt8(ascii: " ") : byte)
                offset += 1
            case 0..<0x20: throw malformed("a control character stands in the text")
            default:
                text.append(byte)
                offset += 1
            }
        }
    }

    private func append(_ section: ArraySlice<UInt8>, to text: inout [UInt8]) {
        var isAfterReturn = false
        for byte in section {
            let isReturn = byte == UInt8(ascii: "\r")
            if isReturn {
                text.append(UInt8(ascii: "\n"))
            } else if !(isAfterReturn && byte == UInt8(ascii: "\n")) {
                text.append(byte)
            }
            isAfterReturn = isReturn
        }
    }

    private static let entities: [(name: String, byte: UInt8)] = [
        ("amp", UInt8(ascii: "&")), ("lt", UInt8(ascii: "<")), ("gt", UInt8(ascii: ">")),
        ("quot", UInt8(ascii: "\"")), ("apos", UInt8(ascii: "'")),
    ]
    /// "#x10FFFF" is the longest that means anything; zeros may stand before the digits.
    private static let referenceLengthMax = 16

    private mutating func reference() throws(WireError) -> [UInt8] {
        let body = bytes[(offset + 1)...].prefix(Self.referenceLengthMax + 1)
        guard let end = body.firstIndex(of: UInt8(ascii: ";")) else { throw malformed("a reference does not end") }
        let name = String(decoding: bytes[(offset + 1)..<end], as: UTF8.self)
        guard let meaning = Self.meaning(of: name) else { throw malformed("the reference &\(name); means nothing") }
        offset = end + 1
        return meaning
    }

    private static func meaning(of name: String) -> [UInt8]? {
        if let entity = entities.first(where: { $0.name == name }) { return [entity.byte] }
        guard name.hasPrefix("#") else { return nil }
        let isHexadecimal = name.hasPrefix("#x")
        let digits = name.dropFirst(isHexadecimal ? 2 : 1)
        guard digits.first?.isHexDigit == true, let value = UInt32(digits, radix: isHexadecimal ? 16 : 10),
            let scalar = Unicode.Scalar(value)
        else { return nil }
        return Array(String(Character(scalar)).utf8)
    }

    private func string(_ text: some Sequence<UInt8>, at start: Int) throws(WireError) -> String {
        guard let string = String(validating: text, as: UTF8.self) else {
            throw .malformed("the XML is not UTF-8", offset: start)
        }
        return string
    }

    // MARK: What is skipped

    /// White space, comments, processing instructions and the XML declaration around the root element.
    private mutating func skipMiscellaneous() throws(WireError) {
        repeat { _ = skipSpace() } while try skipCommentOrInstruction()
    }

    private mutating func skipCommentOrInstruction() throws(WireError) -> Bool {
        let start = offset
        if skip("<!--") {
            _ = try string(try section(endingWith: "-->"), at: start)
        } else if skip("<?") {
            _ = try string(try section(endingWith: "?>"), at: start)
        } else if starts(with: "<!") {
            throw malformed("declarations such as DOCTYPE are refused")
        } else {
            return false
        }
        return true
    }

    /// What stands before `end`, which is skipped too.
    private mutating func section(endingWith end: StaticString) throws(WireError) -> ArraySlice<UInt8> {
        let start = offset
        while offset < bytes.count {
            if skip(end) { return bytes[start..<(offset - end.utf8CodeUnitCount)] }
            offset += 1
        }
        throw malformed("there is no \(end)")
    }

    // MARK: Bytes

    private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func name() throws(WireError) -> String {
        let start = offset
        while let byte = peek, Self.isName(byte, first: offset == start) { offset += 1 }
        guard offset > start else { throw malformed("a name is missing") }
        return try string(bytes[start..<offset], at: start)
    }

    private static func isName(_ byte: UInt8, first: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: ":"), 0x80...:
            true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): !first
        default: false
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// False when there was none.
    private mutating func skipSpace() -> Bool {
        let start = offset
        while let byte = peek, Self.isSpace(byte) { offset += 1 }
        return offset > start
    }

    private func starts(with text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes[offset...].starts(with: $0) }
    }

    private mutating func skip(_ text: StaticString) -> Bool {
        guard starts(with: text) else { return false }
        offset += text.utf8CodeUnitCount
        return true
    }

    private func malformed(_ message: String) -> WireError {
        .malformed(message, offset: offset)
    }
}
