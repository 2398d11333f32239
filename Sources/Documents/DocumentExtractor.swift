/// Reads the text out of a file, within limits: bytes in, blocks out. The same bytes always give the same blocks.
///
/// This reads in the caller's process and on the caller's thread, for as long as it takes; what comes from outside is
/// better read by an ``ExtractionWorker``, whose process can be stopped. PDF goes to poppler's `pdftotext` either way.
public struct DocumentExtractor: Sendable {
    public var limits: DocumentLimits

    public init(limits: DocumentLimits = .standard) {
        self.limits = limits
    }

    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - name: what it is called; its ending decides only where the bytes do not.
    ///   - password: for a workbook or a PDF that is locked.
    public func extract(
        _ bytes: [UInt8], name: String, password: String? = nil
    ) throws(ExtractionError) -> ExtractedDocument {
        guard bytes.count <= limits.documentBytesMax else {
            throw .tooLarge("The file is larger than \(limits.documentBytesMax >> 20) MB.")
        }
        let document = try read(bytes, name: name, password: password)
        guard document.blocks.contains(where: { !$0.text.trimmed.isEmpty }) else {
            throw .noText("The document reads well, but there is no text in it.")
        }
        return document
    }

    private func read(
        _ bytes: [UInt8], name: String, password: String?
    ) throws(ExtractionError) -> ExtractedDocument {
        switch try DocumentFormat.detect(bytes, name: name) {
        case .package: return try WorkbookDocument.read(bytes, limits)
        case .compound:
            let package = try EncryptedPackage.decrypt(bytes, password: password)
            return try WorkbookDocument.read(package, limits)
        case .format(.workbook): throw .malformed("The file is named as a workbook, and is none.")
        case .format(.pdf): return try PDFDocument.read(bytes, password: password, limits)
        case .format(let format):
            let text = try TextDecoding.text(of: bytes)
            switch format {
            case .markdown: return try MarkdownReader.read(text, limits)
            case .csv: return try CSVReader.read(text, limits)
            case .html: return try HTMLReader.read(text, limits)
            case .json: return try JSONReader.read(text, limits)
            default: return try PlainTextReader.read(text, limits)
            }
        }
    }
}
