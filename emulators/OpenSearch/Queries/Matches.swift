/// What a query matched: documents in ascending order, each with its score.
struct Matches: Sendable {
    var documents: [UInt32]
    /// As many as documents; empty where nobody asked for scores.
    var scores: [Float]

    static let none = Matches(documents: [], scores: [])

    init(documents: [UInt32], scores: [Float]) {
        self.documents = documents
        self.scores = scores
    }

    /// All with the same score.
    init(_ documents: [UInt32], score: Float) {
        self.documents = documents
        scores = Array(repeating: score, count: documents.count)
    }

    /// - Parameter pairs: in any order, each document once.
    init(unordered pairs: [(document: UInt32, score: Float)]) {
        let sorted = pairs.sorted { $0.document < $1.document }
        documents = sorted.map(\.document)
        scores = sorted.map(\.score)
    }

    var count: Int { documents.count }

    func filtered(_ isKept: (UInt32) -> Bool) -> Matches {
        var kept = Matches.none
        for (index, document) in documents.enumerated() where isKept(document) {
            kept.documents.append(document)
            kept.scores.append(scores[index])
        }
        return kept
    }
}

/// Sets of documents in ascending order.
enum Documents {
    static func intersection(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(min(left.count, right.count))
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            if left[i] == right[j] {
                result.append(left[i])
                i += 1
                j += 1
            } else if left[i] < right[j] {
                i += 1
            } else {
                j += 1
            }
        }
        return result
    }

    static func union(_ sets: [[UInt32]]) -> [UInt32] {
        guard sets.count > 1 else { return sets.first ?? [] }
        return Bitmap(sets.joined()).documents
    }
}
