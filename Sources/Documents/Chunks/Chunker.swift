/// Cuts a document into chunks along its structure: sections first, then paragraphs, sentences and rows. A word is never
/// cut; a chunk of a table begins with the table's header; each chunk says under which headings it stands.
public struct Chunker: Sendable {
    /// Characters that a chunk should have at most, its headings aside. A single sentence or row may have more, up to
    /// twice as many; then it is cut between words.
    public var charactersTarget = 1_000
    /// Sentences of a chunk that the next of the same section begins with, when together they are short.
    public var overlapSentences = 1
    /// A section with fewer characters than this may be joined by the sections below it.
    public var charactersMin = 200

    public init(charactersTarget: Int = 1_000, overlapSentences: Int = 1) {
        self.charactersTarget = max(charactersTarget, 50)
        self.overlapSentences = max(overlapSentences, 0)
        charactersMin = self.charactersTarget / 5
    }

    /// In the document's order; the same document always gives the same chunks.
    /// - Complexity: O(characters).
    public func chunks(of document: ExtractedDocument) -> [Chunk] {
        var writer = ChunkWriter(self, document)
        for block in document.blocks { writer.append(block) }
        return writer.finish()
    }
}

/// A piece of text that is not cut further: a sentence, a row, a line of code, an item.
struct ChunkUnit {
    enum Join: Equatable {
        /// On the line of the last unit.
        case sentence
        case line
        case paragraph
    }

    let text: String
    let count: Int
    let join: Join
    let place: ExtractedDocument.Place
    /// The table that it is a row of.
    var table: Int?
    /// Whether the next chunk may begin with it again.
    var mayOverlap = false

    init(_ text: String, _ join: Join, _ place: ExtractedDocument.Place) {
        self.text = text
        self.join = join
        self.place = place
        count = text.characterCount
    }
}

extension String {
    /// Of ASCII without carriage returns each byte is a character.
    var characterCount: Int {
        var count = 0
        for byte in utf8 {
            guard byte < 0x80, byte != 0x0D else { return self.count }
            count += 1
        }
        return count
    }
}
