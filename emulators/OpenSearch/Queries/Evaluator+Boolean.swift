/// Queries made of queries.
extension Evaluator {
    func boolean(_ query: BooleanQuery, _ boost: Float) -> Matches {
        let shouldMin = query.effectiveShouldMin
        let must = query.must.map { evaluate($0, boost) }
        var required: [UInt32]? = nil
        for documents in must.map(\.documents) + query.filter.map({ documents($0) }) {
            required = required.map { Documents.intersection($0, documents) } ?? documents
            if required?.isEmpty ?? false { return .none }
        }
        guard shouldMin <= query.should.count else { return .none }
        let should = sum(query.should.map { evaluate($0, boost) }, atLeast: max(1, shouldMin))
        var matches: Matches
        if let required {
            let base = shouldMin > 0 ? Documents.intersection(required, should.documents) : required
            matches = combined(base, must, should)
        } else if query.should.isEmpty {
            // Nothing but exclusions: everything else matches, without a score.
            matches =
                query.mustNot.isEmpty
                ? Matches(index.live.documents, score: boost) : Matches(index.live.documents, score: 0)
        } else {
            matches = should
        }
        return excluding(query.mustNot, from: matches)
    }

    func documents(_ query: BooleanQuery) -> [UInt32] {
        let shouldMin = query.effectiveShouldMin
        var required: [UInt32]? = nil
        for part in query.must + query.filter {
            let found = documents(part)
            required = required.map { Documents.intersection($0, found) } ?? found
            if required?.isEmpty ?? false { return [] }
        }
        guard shouldMin <= query.should.count else { return [] }
        if shouldMin > 0 {
            let found = counted(query.should.map { documents($0) }, atLeast: shouldMin)
            required = required.map { Documents.intersection($0, found) } ?? found
        }
        let matches = Matches(required ?? index.live.documents, score: 0)
        return excluding(query.mustNot, from: matches).documents
    }

    private func excluding(_ queries: [Query], from matches: Matches) -> Matches {
        guard !queries.isEmpty else { return matches }
        let excluded = Bitmap(queries.flatMap { documents($0) })
        return matches.filtered { !excluded.contains($0) }
    }

    private func counted(_ sets: [[UInt32]], atLeast countMin: Int) -> [UInt32] {
        guard countMin > 1 else { return Documents.union(sets) }
        var counts: [UInt32: Int] = [:]
        for document in sets.joined() { counts[document, default: 0] += 1 }
        return counts.filter { $0.value >= countMin }.map(\.key).sorted()
    }

    /// The documents that at least `countMin` of `parts` matched, each with the sum of its scores.
    ///
    /// Sums are doubles, rounded once: so Lucene adds up a disjunction.
    func sum(_ parts: [Matches], atLeast countMin: Int) -> Matches {
        let parts = parts.filter { !$0.documents.isEmpty }
        if parts.count <= 1, countMin <= 1 { return parts.first ?? .none }
        guard let last = parts.compactMap({ $0.documents.last }).max(), parts.count >= countMin else { return .none }
        var sums = [Double](repeating: 0, count: Int(last) + 1)
        var counts = [UInt16](repeating: 0, count: Int(last) + 1)
        for part in parts {
            for (index, document) in part.documents.enumerated() {
                sums[Int(document)] += Double(part.scores[index])
                counts[Int(document)] += 1
            }
        }
        var result = Matches.none
        for document in sums.indices where Int(counts[document]) >= max(1, countMin) {
            result.documents.append(UInt32(document))
            result.scores.append(Float(sums[document]))
        }
        return result
    }

    /// Scores of `base`: what all of `must` give, then what of `optional` matched.
    private func combined(_ base: [UInt32], _ must: [Matches], _ optional: Matches) -> Matches {
        var cursors = [Int](repeating: 0, count: must.count)
        var position = 0
        var result = Matches(base, score: 0)
        for (index, document) in base.enumerated() {
            var sum = 0.0
            for part in must.indices {
                while must[part].documents[cursors[part]] < document { cursors[part] += 1 }
                sum += Double(must[part].scores[cursors[part]])
            }
            var score = Float(sum)
            while position < optional.count, optional.documents[position] < document { position += 1 }
            if position < optional.count, optional.documents[position] == document {
                score += optional.scores[position]
            }
            result.scores[index] = score
        }
        return result
    }

    /// The best score of any part, and a share of the others.
    func best(_ queries: [Query], _ tieBreaker: Float, _ boost: Float) -> Matches {
        var greatest: [UInt32: Float] = [:]
        var others: [UInt32: Double] = [:]
        for query in queries {
            let matches = evaluate(query, boost)
            for (index, document) in matches.documents.enumerated() {
                let score = matches.scores[index]
                guard let best = greatest[document] else {
                    greatest[document] = score
                    continue
                }
                others[document, default: 0] += Double(min(best, score))
                greatest[document] = max(best, score)
            }
        }
        return Matches(
            unordered: greatest.map { document, score in
                (document, Float(Double(score) + (others[document] ?? 0) * Double(tieBreaker)))
            })
    }

    func demoted(_ query: Query, _ negative: Query, _ factor: Float, _ boost: Float) -> Matches {
        var matches = evaluate(query, boost)
        let demoted = Bitmap(documents(negative))
        for (index, document) in matches.documents.enumerated() where demoted.contains(document) {
            matches.scores[index] *= factor
        }
        return matches
    }

    /// Documents of which nested ones at `path` match.
    func nested(_ path: String, _ query: Query, _ mode: NestedScoreMode, _ boost: Float) -> Matches {
        let inner = evaluate(query, boost)
        var scores: [UInt32: [Float]] = [:]
        for (position, document) in inner.documents.enumerated()
        where index.path(of: document) == path && index.live.contains(document) {
            scores[index.parent(of: document), default: []].append(inner.scores[position])
        }
        return Matches(
            unordered: scores.map { document, scores in
                let sum = scores.reduce(0) { $0 + Double($1) }
                let score: Float =
                    switch mode {
                    case .avg: Float(sum / Double(scores.count))
                    case .sum: Float(sum)
                    case .max: scores.max() ?? 0
                    case .min: scores.min() ?? 0
                    case .none: 0
                    }
                return (document, score)
            })
    }
}
