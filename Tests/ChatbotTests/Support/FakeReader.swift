import Chatbot

/// Reads text whose paragraphs are chunks; a first line `# Title` names it.
struct FakeReader: DocumentReader {
    func read(_ bytes: [UInt8], name: String) async throws -> [ReadChunk] {
        let text = String(decoding: bytes, as: UTF8.self)
        if text.hasPrefix("%PDF") { throw DocumentRefusal(.encrypted, "The PDF is protected by a password.") }
        var paragraphs = text.split(separator: "\n\n").map(String.init)
        var title: String?
        if let first = paragraphs.first, first.hasPrefix("# ") {
            title = String(first.dropFirst(2))
            paragraphs.removeFirst()
        }
        return paragraphs.enumerated().map { index, text in
            ReadChunk(text: text, provenance: ChunkProvenance(title: title, page: index + 1))
        }
    }
}
