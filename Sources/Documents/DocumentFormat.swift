/// A kind of file that text can be read from.
public enum DocumentFormat: String, Sendable, CaseIterable {
    case workbook = "xlsx"
    case pdf
    case markdown = "md"
    case plainText = "txt"
    case csv
    case html
    case json

    /// By the ending of a file's name, in any case.
    init?(nameExtension: String) {
        switch nameExtension.lowercased() {
        case "xlsx", "xlsm", "xltx", "xltm": self = .workbook
        case "pdf": self = .pdf
        case "md", "markdown", "mdown", "mkd": self = .markdown
        case "txt", "text", "log": self = .plainText
        case "csv", "tsv", "tab": self = .csv
        case "html", "htm", "xhtml": self = .html
        case "json", "jsonl", "ndjson", "geojson": self = .json
        default: return nil
        }
    }
}

extension DocumentFormat {
    /// What a file holds, by its bytes first and by its name only where bytes cannot tell: a PDF is one under any name.
    enum Detected: Equatable {
        case format(DocumentFormat)
        /// A package of Office: a workbook or another kind.
        case package
        /// An OLE2 compound file: an encrypted package, or an Office file from before 2007.
        case compound
    }

    static func detect(_ bytes: [UInt8], name: String) throws(ExtractionError) -> Detected {
        guard !bytes.isEmpty else { throw .empty }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            return .package
        }
        if bytes.starts(with: CompoundFile.signature) { return .compound }
        // Readers accept the mark anywhere in the first kilobyte (ISO 32000-1, annex H, note 13).
        if bytes.prefix(1024).contains(sequence: "%PDF-") { return .format(.pdf) }
        if let kind = binaryKind(bytes) {
            throw .unsupported("The file is \(kind), from which no text is read.", advice: adviceForBinary)
        }
        let named = DocumentFormat(nameExtension: fileExtension(of: name))
        if named == .pdf { throw .malformed("The file is named as a PDF, and is none.") }
        if isNamedAsPackage(name, named), bytes.starts(with: [0x50, 0x4B]) || named != .workbook {
            throw .malformed("The file is named as a document of Office, and is none.")
        }
        guard let text = TextDecoding.looksLikeText(bytes.prefix(4096)) else {
            if named == .workbook { throw .malformed("The file is named as a workbook, and is none.") }
            throw .unsupported("The file holds bytes that are no text.", advice: adviceForBinary)
        }
        return .format(textFormat(of: text, named: named))
    }

    /// Office writes these as packages and as nothing else.
    private static func isNamedAsPackage(_ name: String, _ named: DocumentFormat?) -> Bool {
        named == .workbook || ["docx", "pptx", "odt", "ods", "odp"].contains(fileExtension(of: name).lowercased())
    }

    private static func textFormat(of text: String, named: DocumentFormat?) -> DocumentFormat {
        let start = text.trimmed
        let isHTML = start.hasPrefixIgnoringCase("<!doctype html") || start.hasPrefixIgnoringCase("<html")
        switch named {
        case .markdown, .csv, .json, .html: return named ?? .plainText
        // Many programs export HTML or separated values under the names of workbooks.
        case .workbook: return isHTML || start.hasPrefixIgnoringCase("<table") ? .html : .csv
        default: break
        }
        if isHTML { return .html }
        return named ?? .plainText
    }

    static func fileExtension(of name: String) -> String {
        let file = name.split(separator: "/").last ?? ""
        guard let point = file.lastIndex(of: ".") else { return "" }
        return String(file[file.index(after: point)...])
    }

    private static let adviceForBinary =
        "Upload a PDF, a workbook (.xlsx), Markdown, plain text, CSV, HTML or JSON; text in images needs OCR first."

    private static func binaryKind(_ bytes: [UInt8]) -> String? {
        let kinds: [(mark: [UInt8], name: String)] = [
            ([0x89, 0x50, 0x4E, 0x47], "an image (PNG)"), ([0xFF, 0xD8, 0xFF], "an image (JPEG)"),
            (Array("GIF8".utf8), "an image (GIF)"), ([0x49, 0x49, 0x2A, 0x00], "an image (TIFF)"),
            ([0x4D, 0x4D, 0x00, 0x2A], "an image (TIFF)"), ([0x1F, 0x8B], "a compressed file (gzip)"),
            (Array("BZh".utf8), "a compressed file (bzip2)"), (Array("Rar!".utf8), "an archive (RAR)"),
            ([0x37, 0x7A, 0xBC, 0xAF], "an archive (7z)"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
            (Array("{\\rtf".utf8), "a rich text document (RTF)"), (Array("%!PS".utf8), "a PostScript document"),
            (Array("OggS".utf8), "a sound or film"), (Array("ID3".utf8), "a sound"),
        ]
        return kinds.first { bytes.starts(with: $0.mark) }?.name
    }
}

extension Collection where Element == UInt8 {
    /// - Complexity: O(count × length of the text).
    func contains(sequence text: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        var start = startIndex
        while start != endIndex {
            if self[start] == wanted[0], self[start...].starts(with: wanted) { return true }
            start = index(after: start)
        }
        return false
    }
}
