/// Turns text into a unit vector in which related texts are near.
///
/// Each stem, each idea that a group of synonyms stands for, each pair of neighbouring stems and each run of four letters
/// is a feature; a feature's hash names the places of the vector to which its weight is added, with a sign. Words that
/// stand everywhere weigh little, repeated ones ever less. The same text gives the same bits on every machine.
package struct TextEmbedder: Sendable {
    package let dimensions: Int

    package init(dimensions: Int) {
        self.dimensions = dimensions
    }

    /// - Returns: `dimensions` numbers of L2 length 1; all zero but the first for a text without words.
    /// - Complexity: O(n) in the length of the text.
    package func embed(_ text: String) -> [Float] {
        var features = FeatureSet()
        features.add(WordSplitter.words(in: text))
        var vector = [Float](repeating: 0, count: dimensions)
        for (hash, weight) in features.weights { add(weight, at: hash, to: &vector) }
        return Self.normalized(vector)
    }

    /// Two places for each feature, so that two features seldom hide each other.
    private func add(_ weight: Float, at hash: UInt64, to vector: inout [Float]) {
        let size = UInt64(dimensions)
        let first = Int((hash >> 33) % size)
        let second = Int((hash >> 2 & 0x7FFF_FFFF) % size)
        vector[first] += hash & 1 == 0 ? weight : -weight
        vector[second] += hash & 2 == 0 ? weight : -weight
    }

    static func normalized(_ vector: [Float]) -> [Float] {
        var sum: Float = 0
        for value in vector { sum += value * value }
        guard sum > 0 else {
            var unit = vector
            if !unit.isEmpty { unit[0] = 1 }
            return unit
        }
        let scale = 1 / sum.squareRoot()
        return vector.map { $0 * scale }
    }
}

/// The features of one text and their weights.
private struct FeatureSet {
    /// In the order of their first appearance, so that sums of floats are the same in every run.
    private(set) var weights: [(hash: UInt64, weight: Float)] = []
    private var counts: [UInt64: Int] = [:]

    private enum Kind: UInt8 { case stem, idea, pair, letters }

    mutating func add(_ words: [Word]) {
        var order: [(hash: UInt64, weight: Float)] = []
        var previous: String?
        for word in words {
            let weight = Vocabulary.weight(of: word.text)
            guard weight > 0 else { continue }
            let stem = word.stem
            add(word, stem: stem, weight: weight, after: previous, to: &order)
            previous = stem
        }
        weights = order.map { ($0.hash, $0.weight * Self.saturation(counts[$0.hash] ?? 1)) }
    }

    private mutating func add(
        _ word: Word, stem: String, weight: Float, after previous: String?,
        to order: inout [(hash: UInt64, weight: Float)]
    ) {
        note(Self.hash(.stem, stem), word.isDistinctive ? weight * 1.3 : weight, &order)
        for group in Synonyms.groups(of: stem) {
            note(Self.hash(.idea, String(group)), weight * EmbeddingWeights.idea, &order)
        }
        if let previous { note(Self.hash(.pair, previous + " " + stem), EmbeddingWeights.pair, &order) }
        addLetters(of: word.text, weight: weight, to: &order)
    }

    /// Runs of four letters, which bring misspelt and compound words near.
    private mutating func addLetters(of word: String, weight: Float, to order: inout [(hash: UInt64, weight: Float)]) {
        let bytes = Array(word.utf8)
        guard bytes.count >= 5 else { return }
        let share = weight * EmbeddingWeights.letters / Float(bytes.count - 3).squareRoot()
        for start in 0...(bytes.count - 4) {
            var hash = StableHash64(seed: Kind.letters.rawValue)
            hash.take(bytes[start..<(start + 4)])
            note(hash.value, share, &order)
        }
    }

    private mutating func note(_ hash: UInt64, _ weight: Float, _ order: inout [(hash: UInt64, weight: Float)]) {
        let count = counts[hash, default: 0]
        counts[hash] = count + 1
        if count == 0 { order.append((hash, weight)) }
    }

    private static func hash(_ kind: Kind, _ text: String) -> UInt64 {
        var hash = StableHash64(seed: kind.rawValue)
        hash.take(text.utf8)
        return hash.value
    }

    /// 1 for one appearance, never more than 1 + `EmbeddingWeights.saturation`.
    private static func saturation(_ count: Int) -> Float {
        let count = Float(count)
        return count * (1 + EmbeddingWeights.saturation) / (count + EmbeddingWeights.saturation)
    }
}

/// Weights of the kinds of features, beside 1 for a stem.
enum EmbeddingWeights {
    static let idea: Float = 0.35
    static let pair: Float = 0.4
    static let letters: Float = 0.4
    static let saturation: Float = 1.8
}
