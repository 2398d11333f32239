/// Members as header fields: `Fri, 25 Jan 2015 08:00:00 GMT`, `a, "b,c"`, and JSON values in base64.
enum HeaderText {
    /// - Throws: ``WireError/malformed(_:offset:)`` for a control byte, by which one field could pose as two.
    static func write(_ value: Document, as shape: Shape) throws(WireError) -> String {
        let text = try self.text(of: value, as: shape)
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            throw .malformed("a header value holds a control byte", offset: 0)
        }
        return text
    }

    /// - Throws: ``WireError/malformed(_:offset:)`` for what is no field name (RFC 9110, section 5.1).
    static func check(name: String) throws(WireError) {
        guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !separators.contains($0) }) else {
            throw .malformed("a header name holds a byte that it may not", offset: 0)
        }
    }

    private static let separators = Array("\"(),/:;<=>?@[\\]{}".utf8)

    private static func text(of value: Document, as shape: Shape) throws(WireError) -> String {
        switch (shape, value) {
        case (.list(let list), .list(let elements)):
            var texts: [String] = []
            for element in elements where !element.isNull { texts.append(try self.element(element, as: list.element)) }
            return texts.joined(separator: ", ")
        case (.document, _): return Blob(value.json()).base64
        default: return try ScalarText.write(value, as: shape, timestamps: .httpDate)
        }
    }

    /// - Parameter values: of all fields of that name.
    static func read(_ values: [String], as shape: Shape) throws(WireError) -> Document {
        let text = values.count == 1 ? values[0] : values.joined(separator: ", ")
        switch shape {
        case .list(let list):
            var elements: [Document] = []
            for element in try split(text, list.element) {
                elements.append(try ScalarText.read(element, as: list.element, timestamps: .httpDate))
            }
            return .list(elements)
        case .document:
            guard let json = Blob(base64: text) else { throw .malformed("a JSON header is not base64", offset: 0) }
            return try Document(json: json.bytes)
        case .timestamp(let format):
            guard let instant = Timestamp(anyFormat: text, preferring: format ?? .httpDate) else {
                throw .unexpectedType(expected: shape.typeName, at: "")
            }
            return .timestamp(instant)
        default: return try ScalarText.read(text, as: shape, timestamps: .httpDate)
        }
    }

    /// Strings that hold what separates them are quoted.
    private static func element(_ value: Document, as shape: Shape) throws(WireError) -> String {
        let text = try ScalarText.write(value, as: shape, timestamps: .httpDate)
        guard case .string = shape, text.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") })
        else { return text }
        let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return "\"\(escaped)\""
    }

    private static func split(_ text: String, _ shape: Shape) throws(WireError) -> [String] {
        // An HTTP date holds one comma itself.
        if case .timestamp(let format) = shape, format ?? .httpDate == .httpDate {
            let halves = text.split(separator: ",")
            return stride(from: 0, to: halves.count, by: 2).map { index in
                halves[index..<min(index + 2, halves.count)].joined(separator: ",").trimmingSpaces
            }
        }
        var elements: [String] = []
        var rest = Substring(text).drop { $0 == " " }
        while !rest.isEmpty {
            if rest.first == "\"" {
                elements.append(try quoted(&rest))
            } else {
                let end = rest.firstIndex(of: ",") ?? rest.endIndex
                elements.append(String(rest[..<end]).trimmingSpaces)
                rest = rest[end...].dropFirst()
            }
            rest = rest.drop { $0 == " " }
        }
        return elements
    }

    /// The quoted string at the front of `rest`, which then begins behind the comma that follows.
    private static func quoted(_ rest: inout Substring) throws(WireError) -> String {
        var text = ""
        rest = rest.dropFirst()
        while let character = rest.popFirst() {
            switch character {
            case "\\": text.append(rest.popFirst() ?? character)
            case "\"":
                rest = rest.drop { $0 == " " }
                guard rest.isEmpty || rest.popFirst() == "," else {
                    throw .malformed("a comma follows a quoted header value", offset: 0)
                }
                return text
            default: text.append(character)
            }
        }
        throw .malformed("a quoted header value does not end", offset: 0)
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        let start = drop { $0 == " " || $0 == "\t" }
        guard let end = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return String(start[...end])
    }
}
