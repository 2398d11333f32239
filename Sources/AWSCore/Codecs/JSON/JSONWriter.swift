/// Writes documents as JSON, guided by the shape that they have.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    let style: JSONStyle
    private var depth = 0

    private init(_ style: JSONStyle) {
        self.style = style
    }

    /// - Throws: ``WireError/unexpectedType(expected:at:)`` when the document is not of the shape.
    static func write(
        _ document: Document, as shape: Shape, style: JSONStyle = .compact
    ) throws(WireError) -> [UInt8] {
        var writer = JSONWriter(style)
        writer.bytes.reserveCapacity(1024)
        try writer.value(document, as: shape)
        return writer.bytes
    }

    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    mutating func append(contentsOf utf8: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: utf8)
    }

    mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    // Containers.

    /// Calls `element` to write each of `elements`, and puts brackets, commas and white space around them.
    mutating func container<Elements: Collection>(
        _ elements: Elements, from opening: UInt8, to closing: UInt8,
        _ element: (inout JSONWriter, Elements.Element) throws(WireError) -> Void
    ) throws(WireError) {
        append(opening)
        depth += 1
        var isFirst = true
        for value in elements {
            if !isFirst { append(UInt8(ascii: ",")) }
            isFirst = false
            breakLine()
            try element(&self, value)
        }
        depth -= 1
        if !isFirst { breakLine() }
        append(closing)
    }

    mutating func name(_ name: String) {
        string(name)
        append(UInt8(ascii: ":"))
        if style.isPretty { append(UInt8(ascii: " ")) }
    }

    private mutating func breakLine() {
        guard style.isPretty else { return }
        append(UInt8(ascii: "\n"))
        for _ in 0..<depth { append("  ") }
    }

    // Strings.

    mutating func string(_ text: String) {
        append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            while true {
                let end = PlainRun(in: utf8, from: start).end
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<end]))
                if end == utf8.count { return }
                escape(utf8[end])
                start = end + 1
            }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        default:
            append(byte < 0x10 ? "\\u000" : "\\u001")
            let digit = byte & 0x0F
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}

/// How JSON is laid out for its reader.
package struct JSONStyle: Sendable {
    /// Members by the bytes of their names, so that equal documents give equal text. Otherwise they keep their order.
    package var sortsKeys: Bool
    /// One member or element a line, indented by two spaces.
    package var isPretty: Bool

    package init(sortsKeys: Bool = false, isPretty: Bool = false) {
        self.sortsKeys = sortsKeys
        self.isPretty = isPretty
    }

    package static let compact = JSONStyle()
    package static let sorted = JSONStyle(sortsKeys: true)
    package static let pretty = JSONStyle(sortsKeys: true, isPretty: true)
}
