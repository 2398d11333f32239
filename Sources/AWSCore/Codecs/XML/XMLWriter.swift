/// Writes XML, element by element, into bytes.
package struct XMLWriter {
    package private(set) var bytes: [UInt8] = []

    /// - Parameter hasDeclaration: begins with `<?xml … ?>`, as S3's answers do.
    package init(hasDeclaration: Bool = false) {
        if hasDeclaration { write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }
    }

    package mutating func open(_ name: String, _ attributes: [XMLElement.Attribute] = []) {
        write("<")
        write(name)
        for attribute in attributes {
            write(" ")
            write(attribute.name)
            write("=\"")
            escape(attribute.value, isAttribute: true)
            write("\"")
        }
        write(">")
    }

    package mutating func close(_ name: String) {
        write("</")
        write(name)
        write(">")
    }

    package mutating func text(_ text: String) {
        escape(text, isAttribute: false)
    }

    /// An element that holds text alone.
    package mutating func leaf(_ name: String, _ attributes: [XMLElement.Attribute] = [], text: String) {
        open(name, attributes)
        escape(text, isAttribute: false)
        close(name)
    }

    package mutating func element(_ element: XMLElement) {
        open(element.name, element.attributes)
        escape(element.text, isAttribute: false)
        for child in element.children { self.element(child) }
        close(element.name)
    }

    package mutating func append(_ other: XMLWriter) {
        bytes += other.bytes
    }

    private mutating func write(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Line ends and control characters go out as references, since a reader would change or refuse them otherwise.
    private mutating func escape(_ text: String, isAttribute: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): write("&amp;")
            case UInt8(ascii: "<"): write("&lt;")
            case UInt8(ascii: ">"): write("&gt;")
            case UInt8(ascii: "\"") where isAttribute: write("&quot;")
            case UInt8(ascii: "\t") where !isAttribute: bytes.append(byte)
            case 0..<0x20: write("&#x\(String(byte, radix: 16, uppercase: true));")
            default: bytes.append(byte)
            }
        }
    }
}
