/// Text without marks: paragraphs end at empty lines.
enum PlainTextReader {
    static func read(_ text: String, _ limits: DocumentLimits) throws(ExtractionError) -> ExtractedDocument {
        var builder = DocumentBuilder(.plainText, limits)
        var paragraph: [Substring] = []
        var start = 1
        for (index, line) in text.lines.enumerated() {
            if line.utf8.allSatisfy(\.isSpaceASCII) {
                try builder.paragraph(joined(paragraph), at: ExtractedDocument.Place(line: start))
                paragraph = []
            } else {
                if paragraph.isEmpty { start = index + 1 }
                paragraph.append(line)
            }
        }
        try builder.paragraph(joined(paragraph), at: ExtractedDocument.Place(line: start))
        return builder.document
    }

    /// Page breaks and other controls are left out.
    private static func joined(_ lines: [Substring]) -> String {
        let text = lines.joined(separator: "\n")
        guard text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 }) else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }))
    }
}
