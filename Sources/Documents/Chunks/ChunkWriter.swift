/// Fills chunks, one after the other.
struct ChunkWriter {
    private let chunker: Chunker
    private let document: ExtractedDocument
    private var chunks: [Chunk] = []
    private var units: [ChunkUnit] = []
    private var count = 0
    /// Headings of the open chunk.
    private var path: [String] = []
    /// How many of the open chunk's units were in the chunk before.
    private var repeated = 0
    /// The last heading, as long as nothing stands under it.
    private var bareHeading: ExtractedDocument.Block?

    init(_ chunker: Chunker, _ document: ExtractedDocument) {
        (self.chunker, self.document) = (chunker, document)
    }

    mutating func append(_ block: ExtractedDocument.Block) {
        if case .heading(_, let text) = block.content { return startSection(block, text.collapsed) }
        bareHeading = nil
        if units.isEmpty { path = block.place.headingPath }
        for unit in ChunkUnits.units(of: block, charactersMax: chunker.charactersTarget) { append(unit) }
    }

    mutating func finish() -> [Chunk] {
        keepBareHeading()
        close(overlapping: false)
        return chunks
    }

    // MARK: Sections

    private mutating func startSection(_ block: ExtractedDocument.Block, _ text: String) {
        if let bare = bareHeading, !block.place.headingPath.starts(with: bare.place.headingPath + [bare.text]) {
            keepBareHeading()
        }
        bareHeading = nil
        let isBelow = block.place.headingPath.starts(with: path)
        let isSmall = count < chunker.charactersMin && !units.isEmpty
        if isSmall, isBelow, block.place.sheet == nil {
            return append(ChunkUnit(text, .paragraph, block.place))
        }
        close(overlapping: false)
        path = block.place.headingPath + [text]
        bareHeading = block
    }

    /// A heading with nothing under it is text like any other: on a slide it may be all there is.
    private mutating func keepBareHeading() {
        guard let bare = bareHeading else { return }
        if units.isEmpty { path = bare.place.headingPath }
        for unit in ChunkUnits.units(of: bare, charactersMax: chunker.charactersTarget) { append(unit) }
        bareHeading = nil
    }

    // MARK: Units

    private mutating func append(_ unit: ChunkUnit) {
        if count + unit.count > chunker.charactersTarget, units.count > repeated {
            let isSameSection = unit.place.headingPath.starts(with: path)
            close(overlapping: isSameSection && unit.table == nil)
            path = isSameSection ? path : unit.place.headingPath
        }
        if let table = unit.table, units.last?.table != table { appendHeader(of: table, at: unit.place) }
        units.append(unit)
        count += unit.count + 1
    }

    private mutating func appendHeader(of table: Int, at place: ExtractedDocument.Place) {
        let header = document.tables[table].header
        guard header.contains(where: { !$0.isEmpty }) else { return }
        var unit = ChunkUnit(ChunkUnits.row(header), .paragraph, place)
        unit.table = table
        units.append(unit)
        // A header is context, as headings are: long ones must not leave a row alone in each chunk.
        count += min(unit.count, chunker.charactersTarget / 4)
    }

    private mutating func close(overlapping: Bool) {
        guard units.count > repeated else {
            (units, count, repeated) = ([], 0, 0)
            return
        }
        var source = Chunk.Source()
        source.headingPath = titled(path)
        for unit in units { source.extend(by: unit.place) }
        let context = source.headingPath.joined(separator: " > ")
        let text = (context.isEmpty ? "" : context + "\n\n") + body()
        chunks.append(
            Chunk(ordinal: chunks.count, text: text, characterCount: text.characterCount, source: source))
        let kept = overlapping ? overlap() : []
        units = kept
        repeated = kept.count
        count = kept.reduce(0) { $0 + $1.count + 1 }
    }

    private func body() -> String {
        var text = ""
        var table: Int?
        for unit in units {
            if !text.isEmpty {
                // A table stands apart from what is above it.
                let join: ChunkUnit.Join = unit.table == nil ? unit.join : unit.table == table ? .line : .paragraph
                switch join {
                case .sentence: if !text.endsInIdeograph || !unit.text.startsWithIdeograph { text += " " }
                case .line: text += "\n"
                case .paragraph: text += "\n\n"
                }
            }
            text += unit.text
            table = unit.table
        }
        return text
    }

    /// The last sentences, unless they are long.
    private func overlap() -> [ChunkUnit] {
        var kept: [ChunkUnit] = []
        var count = 0
        for unit in units.reversed() {
            guard unit.mayOverlap, kept.count < chunker.overlapSentences,
                count + unit.count <= chunker.charactersTarget / 4
            else { break }
            kept.insert(unit, at: 0)
            count += unit.count
        }
        return kept
    }

    /// The title of a document leads its headings, save where it says nothing: the titles of PDFs are often file names.
    private func titled(_ path: [String]) -> [String] {
        guard let title = document.title, document.format != .pdf, title != path.first else { return path }
        return [title] + path
    }
}
