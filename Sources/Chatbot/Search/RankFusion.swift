/// Makes one ranking of what was found by meaning and what was found by words.
///
/// Both kinds of score are brought to a share of the best of their list and added by weight; what a list lacks counts
/// zero there. Against ranks alone this keeps how far ahead the best is (Bruch, Gai and Ingber, "An Analysis of Fusion
/// Functions for Hybrid Retrieval", 2023). The lists are deep, so that what is first in one and middling in the other
/// is found in both.
enum RankFusion {
    static let vectorWeight = 0.5
    static let keywordWeight = 0.5

    static func merge(vector: [SearchHit], keyword: [SearchHit]) -> [SearchHit] {
        var merged: [String: SearchHit] = [:]
        for (hits, weight) in [(vector, vectorWeight), (keyword, keywordWeight)] {
            for hit in shares(of: hits) {
                merged[key(hit), default: SearchHit(record: hit.record, score: 0)].score += weight * hit.score
            }
        }
        return sorted(Array(merged.values))
    }

    /// Scores as shares of the best.
    static func shares(of hits: [SearchHit]) -> [SearchHit] {
        guard let best = hits.map(\.score).max(), best > 0 else { return [] }
        return hits.map { SearchHit(record: $0.record, score: max(0, $0.score) / best) }
    }

    /// A generation of a chunk is a text of its own.
    private static func key(_ hit: SearchHit) -> String { "\(hit.record.chunkID)@\(hit.record.generation)" }

    /// Best first; equals by chunk, so that one index gives one ranking.
    static func sorted(_ hits: [SearchHit]) -> [SearchHit] {
        hits.sorted { ($1.score, $0.record.chunkID) < ($0.score, $1.record.chunkID) }
    }

    /// Leaves one hit of each chunk, of its latest generation, and one of each text: the same page may stand in two
    /// places, and two generations of a document for a moment in the index.
    /// - Returns: the first `countMax` of them.
    static func withoutRepeats(_ hits: [SearchHit], countMax: Int = .max) -> [SearchHit] {
        var latest: [String: Int] = [:]
        for hit in hits { latest[hit.record.chunkID] = max(hit.record.generation, latest[hit.record.chunkID] ?? 0) }
        var chunks: Set<String> = []
        var texts: Set<String> = []
        var kept: [SearchHit] = []
        // Texts are long: those behind the last hit that is wanted are not compared.
        for hit in hits where kept.count < countMax {
            guard latest[hit.record.chunkID] == hit.record.generation, chunks.insert(hit.record.chunkID).inserted,
                texts.insert(TextForms.collapsed(hit.record.text)).inserted
            else { continue }
            kept.append(hit)
        }
        return kept
    }
}
