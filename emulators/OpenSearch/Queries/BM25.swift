#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Okapi BM25 as Lucene computes it, in its order of operations and its precision.
///
/// Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; Lucene's
/// BM25Similarity for what is a float and what a double.
struct BM25: Sendable {
    static let saturation: Float = 1.2
    static let lengthWeight: Float = 0.75

    private let weight: Float
    /// By the byte of a length.
    private let inverses: [Float]

    /// - Parameters:
    ///   - documentFrequencies: in how many documents each term of the query stands.
    ///   - documentCount: documents that have the field.
    ///   - totalLength: the field's length in all of them.
    init(documentFrequencies: [Int], documentCount: Int, totalLength: Int, hasNorms: Bool, boost: Float) {
        var sum = 0.0
        for frequency in documentFrequencies { sum += Double(Self.inverseFrequency(frequency, of: documentCount)) }
        let inverseFrequency =
            documentFrequencies.count == 1
            ? Self.inverseFrequency(documentFrequencies[0], of: documentCount) : Float(sum)
        weight = boost * inverseFrequency
        let averageLength = Float(Double(totalLength) / Double(max(1, documentCount)))
        guard hasNorms else {
            inverses = [1 / Self.saturation]
            return
        }
        inverses = Norm.lengths.map { length in
            1 / (Self.saturation * ((1 - Self.lengthWeight) + Self.lengthWeight * length / averageLength))
        }
    }

    private static func inverseFrequency(_ frequency: Int, of count: Int) -> Float {
        Float(log(1 + (Double(count) - Double(frequency) + 0.5) / (Double(frequency) + 0.5)))
    }

    func score(frequency: Float, norm: UInt8) -> Float {
        let inverse = inverses.count == 1 ? inverses[0] : inverses[Int(norm)]
        return weight - weight / (1 + frequency * inverse)
    }
}
