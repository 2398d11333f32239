/// Reads a package of SpreadsheetML (ECMA-376 part 1, 18), transitional or strict, into a ``Workbook``.
package struct WorkbookReader {
    private let archive: ZipArchive
    private let limits: DocumentLimits

    package static func read(
        _ bytes: [UInt8], _ limits: DocumentLimits = .standard
    ) throws(ExtractionError) -> Workbook {
        let reader = WorkbookReader(archive: try ZipArchive(bytes, limits), limits: limits)
        return try reader.workbook()
    }

    private func workbook() throws(ExtractionError) -> Workbook {
        let path = try mainPart()
        let parts = WorkbookPartHandler()
        guard try parse(path, parts) else { throw .malformed("The workbook lacks its main part.") }
        guard parts.sheets.count <= limits.sheetsMax else {
            throw .tooLarge("The workbook has more than \(limits.sheetsMax) sheets.")
        }
        let relations = try relations(of: path)
        let strings = SharedStringsHandler(limits)
        try parse(relations.first(ofType: "sharedStrings") ?? "xl/sharedStrings.xml", strings)
        let styles = CellStylesHandler()
        try parse(relations.first(ofType: "styles") ?? "xl/styles.xml", styles)
        let context = SheetHandler.Context(
            strings: strings.strings, formats: styles.formats(is1904: parts.is1904), limits: limits)
        let counter = CellCounter(max: limits.cellsMax)
        var workbook = Workbook()
        for sheet in parts.sheets {
            let relation = relations.byID[sheet.relation]
            // Charts, dialogs and macros stand among the sheets, and hold no cells.
            if let relation, !relation.type.hasSuffix("/worksheet") { continue }
            let handler = SheetHandler(context, counter)
            if let relation { try parse(relation.target, handler) }
            workbook.sheets.append(
                Worksheet(name: sheet.name, isHidden: sheet.isHidden, rows: handler.rows, merges: handler.merges))
        }
        workbook.title = try title()
        return workbook
    }

    /// The workbook's own part, as the package's relationships name it.
    private func mainPart() throws(ExtractionError) -> String {
        let main = try relations(of: "").first(ofType: "officeDocument") ?? "xl/workbook.xml"
        if archive.contains("xl/workbook.xml") { return archive.contains(main) ? main : "xl/workbook.xml" }
        let kinds: [(part: String, name: String, advice: String)] = [
            ("word/document.xml", "a Word document", "Save it as PDF and upload that."),
            ("ppt/presentation.xml", "a PowerPoint presentation", "Save it as PDF and upload that."),
            ("xl/workbook.bin", "a binary workbook (.xlsb)", "Save it as .xlsx and upload that."),
            ("content.xml", "an OpenDocument file", "Save it as .xlsx or PDF and upload that."),
        ]
        if let kind = kinds.first(where: { archive.contains($0.part) }) {
            throw .unsupported("The file is \(kind.name), which is not read here.", advice: kind.advice)
        }
        if archive.contains(main) { return main }
        if archive.contains("[Content_Types].xml") { throw .malformed("The workbook lacks its main part.") }
        throw .unsupported(
            "The file is an archive (ZIP), not a document.", advice: "Unpack it and upload the documents in it.")
    }

    private func title() throws(ExtractionError) -> String? {
        let handler = CorePropertiesHandler()
        // A title is a comfort: a broken part of properties must not cost the document.
        do { try parse("docProps/core.xml", handler) } catch  where error.kind == .malformed { return nil }
        let title = handler.title.collapsed
        return title.isEmpty ? nil : title
    }

    @discardableResult
    private func parse(_ part: String, _ handler: any XMLHandler) throws(ExtractionError) -> Bool {
        let parser = ExpatParser(handler)
        let isThere = try archive.read(part) { piece throws(ExtractionError) in try parser.parse(piece) }
        if isThere { try parser.finish() }
        return isThere
    }

    private func relations(of part: String) throws(ExtractionError) -> Relations {
        let slash = part.lastIndex(of: "/")
        let folder = slash.map { String(part[...$0]) } ?? ""
        let file = slash.map { String(part[part.index(after: $0)...]) } ?? part
        let handler = RelationsHandler(folder: folder)
        try parse("\(folder)_rels/\(file).rels", handler)
        return handler.relations
    }
}

/// What the parts of a package say about each other (ECMA-376 part 2, 9).
struct Relations {
    var byID: [String: (type: String, target: String)] = [:]
    private var order: [String] = []

    /// The target of the first relationship whose type ends like this: strict and transitional files differ before.
    func first(ofType type: String) -> String? {
        order.lazy.compactMap { byID[$0] }.first { $0.type.hasSuffix("/" + type) }?.target
    }

    mutating func add(_ id: String, type: String, target: String) {
        if byID[id] == nil { order.append(id) }
        byID[id] = (type, target)
    }
}

/// Cells of the whole workbook.
final class CellCounter {
    private let max: Int
    private var count = 0

    init(max: Int) {
        self.max = max
    }

    func add() throws(ExtractionError) {
        count += 1
        if count > max { throw .tooLarge("The workbook has more than \(max) cells that hold something.") }
    }
}
