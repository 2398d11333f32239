internal import AWSCore

/// Between processes a document travels as JSON: blocks as small arrays, since there may be many; heading paths are
/// built again on arrival.
extension ExtractedDocument {
    var json: Document {
        let sheets = sheets.map { Document.list([.string($0.name), .bool($0.isHidden)]) }
        let tables = tables.map { Document.list($0.header.map { .string($0) }) }
        return [
            "format": .string(format.rawValue), "title": title.map { .string($0) } ?? .null,
            "pages": pageCount.map { .number(Number($0)) } ?? .null, "sheets": .list(sheets),
            "tables": .list(tables), "blocks": .list(blocks.map(\.json)),
        ]
    }

    init?(json: Document) {
        guard let format = json["format"]?.string.flatMap({ DocumentFormat(rawValue: $0) }),
            let tables = json["tables"]?.list, let blocks = json["blocks"]?.list
        else { return nil }
        var limits = DocumentLimits()
        (limits.blocksMax, limits.textBytesMax) = (.max, .max)
        var builder = DocumentBuilder(format, limits)
        builder.title = json["title"]?.string
        if let pages = json["pages"]?.int { builder.setPages(pages) }
        builder.setSheets(
            (json["sheets"]?.list ?? []).map { Sheet(name: $0[0]?.string ?? "", isHidden: $0[1]?.bool ?? false) })
        for table in tables { _ = builder.table((table.list ?? []).map { $0.string ?? "" }) }
        for block in blocks {
            guard let content = Content(json: block), let place = Place(json: block),
                (try? builder.append(content, at: place)) != nil
            else { return nil }
            if case .tableRow(let row) = content, !tables.indices.contains(row.table) { return nil }
        }
        self = builder.document
    }
}

extension ExtractedDocument.Block {
    /// `[page, sheet, row, line, kind, …]`
    fileprivate var json: Document {
        func number(_ value: Int?) -> Document { value.map { .number(Number($0)) } ?? .null }
        let place: [Document] = [
            number(place.page), place.sheet.map { .string($0) } ?? .null, number(place.row), number(place.line),
        ]
        let content: [Document] =
            switch content {
            case .heading(let level, let text): ["heading", number(level), .string(text)]
            case .paragraph(let text): ["paragraph", .string(text)]
            case .listItem(let depth, let marker, let text): ["item", number(depth), .string(marker), .string(text)]
            case .tableRow(let row): ["row", number(row.table)] + row.cells.map { .string($0) }
            case .code(let language, let text): ["code", language.map { .string($0) } ?? .null, .string(text)]
            }
        return .list(place + content)
    }
}

extension ExtractedDocument.Content {
    fileprivate init?(json: Document) {
        guard let parts = json.list, parts.count > 5, let kind = parts[4].string else { return nil }
        switch kind {
        case "heading":
            guard let level = parts[5].int, let text = json[6]?.string else { return nil }
            self = .heading(level: level, text: text)
        case "paragraph":
            guard let text = parts[5].string else { return nil }
            self = .paragraph(text)
        case "item":
            guard let depth = parts[5].int, let marker = json[6]?.string, let text = json[7]?.string else { return nil }
            self = .listItem(depth: depth, marker: marker, text: text)
        case "row":
            guard let table = parts[5].int else { return nil }
            self = .tableRow(.init(table: table, cells: parts[6...].map { $0.string ?? "" }))
        case "code":
            guard let text = json[6]?.string else { return nil }
            self = .code(language: parts[5].string, text: text)
        default: return nil
        }
    }
}

extension ExtractedDocument.Place {
    fileprivate init?(json: Document) {
        guard let parts = json.list, parts.count > 4 else { return nil }
        self.init(page: parts[0].int, sheet: parts[1].string, row: parts[2].int, line: parts[3].int)
    }
}
