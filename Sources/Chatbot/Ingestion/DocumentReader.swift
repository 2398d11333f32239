/// Reads the bytes of a document into chunks, each with its place in the document.
public protocol DocumentReader: Sendable {
    /// - Parameter name: of the file, whose ending tells its kind where the bytes do not.
    /// - Returns: in the document's order; no chunk is without text.
    /// - Throws: ``DocumentRefusal`` for a document that cannot be read now or ever.
    func read(_ bytes: [UInt8], name: String) async throws -> [ReadChunk]
}

/// A part of a document, small enough to be found and cited by itself.
public struct ReadChunk: Hashable, Sendable {
    public var text: String
    public var provenance: ChunkProvenance

    public init(text: String, provenance: ChunkProvenance = ChunkProvenance()) {
        self.text = text
        self.provenance = provenance
    }
}

/// Where in its document a chunk stands.
public struct ChunkProvenance: Hashable, Sendable {
    /// The document's own title.
    public var title: String?
    /// The headings above the chunk.
    public var heading: String?
    /// From 1.
    public var page: Int?
    public var sheet: String?
    /// The chunk's first row in its sheet, from 1.
    public var row: Int?

    public init(
        title: String? = nil, heading: String? = nil, page: Int? = nil, sheet: String? = nil, row: Int? = nil
    ) {
        self.title = title
        self.heading = heading
        self.page = page
        self.sheet = sheet
        self.row = row
    }
}

/// Why a document is not in the knowledge base, in words for the person who uploaded it.
public struct DocumentRefusal: Error, Hashable, Sendable {
    public var kind: Kind
    public var reason: String

    public enum Kind: String, Sendable, CaseIterable {
        case corrupt = "DocumentCorrupt"
        case encrypted = "DocumentEncrypted"
        /// Pages are pictures, or there is nothing at all.
        case withoutText = "DocumentWithoutText"
        case tooLarge = "DocumentTooLarge"
        case unsupported = "DocumentUnsupported"
        /// Moved to an archive, from which it must be restored first.
        case archived = "DocumentArchived"
    }

    public init(_ kind: Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }
}
