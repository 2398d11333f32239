internal import AWSCore

/// JSON, or one JSON a line, as text: each value behind the path that leads to it, such as `orders 2.price`. Small objects
/// stay in one paragraph; the elements of a list at the top stand for themselves, as lines of JSON do.
struct JSONReader {
    /// Values that one paragraph holds at most.
    private static let valuesMax = 24

    private var builder: DocumentBuilder

    static func read(_ text: String, _ limits: DocumentLimits) throws(ExtractionError) -> ExtractedDocument {
        var reader = JSONReader(builder: DocumentBuilder(.json, limits))
        switch parsed(text) {
        case .success(.list(let elements)) where elements.contains(where: { plainText($0) == nil }):
            for element in elements { try reader.append(element, path: "", line: nil) }
        case .success(let value): try reader.append(value, path: "", line: nil)
        case .failure(let failure):
            for (number, value) in try lines(of: text, failure) { try reader.append(value, path: "", line: number) }
        }
        return reader.builder.document
    }

    private static func parsed(_ text: some StringProtocol) -> Result<Document, WireError> {
        Result { () throws(WireError) in try Document(json: Array(text.utf8)) }
    }

    /// JSON Lines: a first line that is a value, and more of them.
    private static func lines(of text: String, _ whole: WireError) throws(ExtractionError) -> [(Int, Document)] {
        var values: [(Int, Document)] = []
        for (index, line) in text.lines.enumerated() where !line.utf8.allSatisfy(\.isSpaceASCII) {
            switch parsed(line) {
            case .success(let value): values.append((index + 1, value))
            case .failure(let failure):
                throw values.isEmpty ? error(whole) : error(failure, line: index + 1)
            }
        }
        guard values.count > 1 else { throw error(whole) }
        return values
    }

    private static func error(_ failure: WireError, line: Int? = nil) -> ExtractionError {
        let place = line.map { " in line \($0)" } ?? ""
        return switch failure {
        case .tooLarge(let message): .tooLarge("\(message).")
        case .malformed(let message, let offset):
            .malformed("The JSON is not valid\(place) at byte \(offset): \(message).")
        default: .malformed("The JSON is not valid\(place).")
        }
    }

    // MARK: Values

    /// The depth of the value is bounded by the parser.
    private mutating func append(_ value: Document, path: String, line: Int?) throws(ExtractionError) {
        var lines: [String] = []
        if Self.flatten(value, path, into: &lines) {
            return try builder.paragraph(
                lines.joined(separator: "; "), at: ExtractedDocument.Place(line: line))
        }
        // Members that are plain values belong together; what has members of its own stands alone.
        var plain: [String] = []
        for (path, member) in Self.members(of: value, path) {
            if let text = Self.plainText(member) {
                if !text.isEmpty { plain.append(Self.line(path, text)) }
                if plain.count < Self.valuesMax { continue }
            } else {
                try append(member, path: path, line: line)
                continue
            }
            try builder.paragraph(plain.joined(separator: "; "), at: ExtractedDocument.Place(line: line))
            plain = []
        }
        try builder.paragraph(plain.joined(separator: "; "), at: ExtractedDocument.Place(line: line))
    }

    /// Every value inside, one a line; false when there are too many for one paragraph.
    private static func flatten(_ value: Document, _ path: String, into lines: inout [String]) -> Bool {
        if let text = plainText(value) {
            if !text.isEmpty { lines.append(line(path, text)) }
            return lines.count <= valuesMax
        }
        for (path, member) in members(of: value, path) where !flatten(member, path, into: &lines) { return false }
        return true
    }

    /// Elements are counted from 1, as people do; square brackets would be taken for citations.
    private static func members(of value: Document, _ path: String) -> [(String, Document)] {
        if let object = value.object {
            return object.entries.map { (path.isEmpty ? $0.name : "\(path).\($0.name)", $0.value) }
        }
        let prefix = path.isEmpty ? "" : path + " "
        return (value.list ?? []).enumerated().map { ("\(prefix)\($0.offset + 1)", $0.element) }
    }

    private static func line(_ path: String, _ text: String) -> String {
        path.isEmpty ? text : "\(path): \(text)"
    }

    /// nil for what has members, but for short lists of plain values; empty for null.
    private static func plainText(_ value: Document) -> String? {
        guard case .list(let elements) = value, elements.count <= valuesMax else { return scalarText(value) }
        let texts = elements.compactMap(scalarText)
        return texts.count == elements.count ? texts.filter { !$0.isEmpty }.joined(separator: ", ") : nil
    }

    private static func scalarText(_ value: Document) -> String? {
        switch value {
        case .null: ""
        case .bool(let value): value ? "true" : "false"
        case .number(let number): number.text
        case .string(let text): text.collapsed
        case .list: nil
        case .object(let object): object.entries.isEmpty ? "" : nil
        case .blob, .timestamp: ""
        }
    }
}
