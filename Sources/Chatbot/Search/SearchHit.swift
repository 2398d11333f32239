import AWSCore

/// A chunk that was found, and how well it fits.
struct SearchHit: Hashable, Sendable {
    var record: ChunkRecord
    /// 0 to 1.
    var score: Double

    /// As `POST /search` answers it.
    var document: Document {
        [
            "id": .string(record.chunkID), "score": .number(Number(Self.rounded(score))), "text": .string(record.text),
            "metadata": record.metadata,
        ]
    }

    /// To the sixth decimal, beyond which platforms differ.
    static func rounded(_ score: Double) -> Double {
        (score * 1_000_000).rounded() / 1_000_000
    }
}
