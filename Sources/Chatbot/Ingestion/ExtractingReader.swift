public import Documents
import Functions

/// Reads documents by extracting their text and cutting it along their structure.
public struct ExtractingReader: DocumentReader {
    private let extract: @Sendable ([UInt8], String) async throws(ExtractionError) -> ExtractedDocument
    private let chunker: Chunker

    /// In a child process that can be stopped, as documents from outside are read.
    public init(_ worker: ExtractionWorker, chunker: Chunker = Chunker()) {
        extract = { bytes, name async throws(ExtractionError) in try await worker.extract(bytes, name: name) }
        self.chunker = chunker
    }

    /// In this process, for documents that are trusted.
    public init(_ extractor: DocumentExtractor, chunker: Chunker = Chunker()) {
        extract = { bytes, name throws(ExtractionError) in try extractor.extract(bytes, name: name) }
        self.chunker = chunker
    }

    public func read(_ bytes: [UInt8], name: String) async throws -> [ReadChunk] {
        let document: ExtractedDocument
        do {
            document = try await extract(bytes, name)
        } catch {
            throw Self.failure(error)
        }
        return chunker.chunks(of: document).map { chunk in
            let source = chunk.source
            let path =
                source.headingPath.first == document.title ? source.headingPath.dropFirst() : source.headingPath[...]
            let headings = path.joined(separator: " / ")
            return ReadChunk(
                text: chunk.text,
                provenance: ChunkProvenance(
                    title: document.title, heading: headings.isEmpty ? nil : headings, page: source.pages?.lowerBound,
                    sheet: source.sheet, row: source.rows?.lowerBound))
        }
    }

    /// What is wrong with the document, or, where nothing is, what is wrong here and may be right later.
    private static func failure(_ error: ExtractionError) -> any Error {
        let kind: DocumentRefusal.Kind
        switch error.kind {
        case .malformed: kind = .corrupt
        case .encrypted: kind = .encrypted
        case .noText: kind = .withoutText
        case .bomb, .tooLarge: kind = .tooLarge
        case .unsupported: kind = .unsupported
        case .unavailable: return FunctionFailure("ExtractionUnavailable", error.description)
        }
        return DocumentRefusal(kind, error.description)
    }
}
