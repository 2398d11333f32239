/// What a part of a form says of itself (RFC 7578, section 4).
package struct MultipartPart: Hashable, Sendable {
    /// Of the form's field.
    package var name: String
    /// nil for a field that is no file.
    package var fileName: String?
    package var contentType: String?

    /// - Parameter block: the header lines, each with its end.
    init(headers block: ArraySlice<UInt8>) throws(MultipartFailure) {
        var disposition: String?
        for line in try MultipartPart.lines(block) {
            guard let colon = line.firstIndex(of: ":"), line.startIndex < colon else { throw .badHeader }
            let value = Self.trimmed(line[line.index(after: colon)...])
            switch line[..<colon].lowercased() {
            case "content-disposition": disposition = value
            case "content-type": contentType = value
            default: break
            }
        }
        guard let disposition, let value = HeaderParameters(disposition), value.value == "form-data",
            let name = value["name"]
        else { throw .notFormData }
        self.name = name
        fileName = value["filename"]
    }

    /// Lines that go on with a space (RFC 5322's folding) are refused: no client of forms writes them.
    private static func lines(_ block: ArraySlice<UInt8>) throws(MultipartFailure) -> [String] {
        guard let text = String(validating: block, as: UTF8.self) else { throw .badHeader }
        var lines: [String] = []
        for line in text.split(separator: "\r\n") {
            guard line.first != " ", line.first != "\t",
                line.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F || $0 == "\t" })
            else { throw .badHeader }
            lines.append(String(line))
        }
        return lines
    }

    private static func trimmed(_ text: Substring) -> String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}

/// A header's value with its parameters: `form-data; name="a"; filename="b c.pdf"`.
struct HeaderParameters {
    /// In lower case.
    let value: String
    private var parameters: [String: String] = [:]

    /// By names in lower case; of those given twice the first counts.
    subscript(name: String) -> String? { parameters[name] }

    /// - Returns: nil for what is no list of parameters.
    init?(_ text: String) {
        var rest = text[...]
        let head = rest.prefix { $0 != ";" }
        value = head.filter { $0 != " " && $0 != "\t" }.lowercased()
        rest = rest[head.endIndex...]
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            if rest.isEmpty { break }
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let name = rest[..<equals].lowercased()
            guard !name.isEmpty, !name.contains(where: { $0 == ";" || $0 == "\"" || $0 == " " }) else { return nil }
            rest = rest[rest.index(after: equals)...]
            guard let value = Self.takeValue(&rest) else { return nil }
            if parameters[name] == nil { parameters[name] = value }
            rest = rest.drop { $0 == " " || $0 == "\t" }
        }
        guard rest.isEmpty else { return nil }
    }

    /// A token, or text in quotes. Browsers write a quote inside as `%22` (WHATWG HTML, "multipart/form-data"), other
    /// clients as `\"`; a backslash before anything else is itself, as in paths of Windows.
    private static func takeValue(_ rest: inout Substring) -> String? {
        guard rest.first == "\"" else {
            let token = rest.prefix { $0 != ";" && $0 != " " && $0 != "\t" && $0 != "\"" }
            rest = rest[token.endIndex...]
            return token.isEmpty ? nil : String(token)
        }
        rest = rest.dropFirst()
        var value = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"":
                return value.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
            case "\\" where rest.first == "\"" || rest.first == "\\": value.append(rest.removeFirst())
            default: value.append(character)
            }
        }
        return nil
    }
}
