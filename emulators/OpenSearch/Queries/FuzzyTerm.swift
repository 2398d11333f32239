/// A word that may be misspelt.
struct FuzzyTerm: Sendable {
    let term: String
    /// 0 to 2.
    let editsMax: Int
    /// Characters at the beginning that must be right.
    var prefixLength = 0
    var expansionsMax = 50
    /// Whether two neighbours that changed places are one edit.
    var transposes = true

    /// - Parameter fuzziness: `AUTO`, `AUTO:3,6`, or a number of edits.
    static func edits(_ fuzziness: String, for term: String) -> Int? {
        let upper = fuzziness.uppercased()
        guard upper.hasPrefix("AUTO") else { return Double(fuzziness).map { max(0, min(2, Int($0))) } }
        let bounds = upper.dropFirst(4).drop { $0 == ":" }.split(separator: ",").compactMap { Int($0) }
        let (low, high) = bounds.count == 2 ? (bounds[0], bounds[1]) : (3, 6)
        let length = term.unicodeScalars.count
        return length < low ? 0 : length < high ? 1 : 2
    }

    /// The nearest terms of the index, the nearer ones first.
    func expansions(in terms: TermField) -> [(number: Int, boost: Float)] {
        let word = Array(term.unicodeScalars)
        let prefix = String(String.UnicodeScalarView(word.prefix(prefixLength)))
        var found: [(number: Int, boost: Float)] = []
        for number in terms.terms(from: prefix) {
            let other = Array(terms.terms[number].unicodeScalars)
            guard abs(other.count - word.count) <= editsMax,
                let edits = EditDistance.of(word, other, atMost: editsMax, transposes: transposes)
            else { continue }
            let boost = edits == 0 ? 1 : 1 - Float(edits) / Float(min(word.count, other.count))
            if boost > 0 { found.append((number, boost)) }
        }
        found.sort { left, right in
            left.boost == right.boost
                ? TermOrder.precedes(terms.terms[left.number], terms.terms[right.number]) : left.boost > right.boost
        }
        return Array(found.prefix(expansionsMax))
    }

    func isNear(_ other: String) -> Bool {
        EditDistance.of(
            Array(term.unicodeScalars), Array(other.unicodeScalars), atMost: editsMax, transposes: transposes) != nil
    }
}

enum EditDistance {
    /// Insertions, deletions, replacements and, if wanted, transpositions that make one word of the other; nil when
    /// more than `limit`.
    static func of(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost limit: Int, transposes: Bool) -> Int? {
        if left == right { return 0 }
        guard limit > 0, abs(left.count - right.count) <= limit else { return nil }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in 1..<(left.count + 1) {
            var current = [row] + Array(repeating: 0, count: right.count)
            for column in 1..<(right.count + 1) {
                let isSame = left[row - 1] == right[column - 1]
                var cost = min(last[column - 1] + (isSame ? 0 : 1), last[column] + 1, current[column - 1] + 1)
                if transposes, row > 1, column > 1, left[row - 1] == right[column - 2],
                    left[row - 2] == right[column - 1]
                {
                    cost = min(cost, beforeLast[column - 2] + 1)
                }
                current[column] = cost
            }
            if (current.min() ?? 0) > limit { return nil }
            (beforeLast, last) = (last, current)
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }
}
