/// Turns a workbook into blocks: a heading a sheet, then its tables row by row under their headers.
enum WorkbookDocument {
    static func read(_ bytes: [UInt8], _ limits: DocumentLimits) throws(ExtractionError) -> ExtractedDocument {
        let workbook = try WorkbookReader.read(bytes, limits)
        var builder = DocumentBuilder(.workbook, limits)
        builder.title = workbook.title
        builder.setSheets(workbook.sheets.map { ExtractedDocument.Sheet(name: $0.name, isHidden: $0.isHidden) })
        for sheet in workbook.sheets where !sheet.rows.isEmpty {
            builder.leaveHeadings()
            let heading = sheet.isHidden ? "\(sheet.name) (hidden sheet)" : sheet.name
            try builder.append(
                .heading(level: 1, text: heading), at: ExtractedDocument.Place(sheet: sheet.name))
            var tables = SheetTables(sheet)
            try tables.append(to: &builder)
        }
        guard workbook.sheets.contains(where: { !$0.rows.isEmpty }) else {
            throw ExtractionError(
                .noText, "The workbook reads well, but none of its cells holds anything.",
                advice: "Check that this is the right file, and that it was saved with its values.")
        }
        return builder.document
    }
}
