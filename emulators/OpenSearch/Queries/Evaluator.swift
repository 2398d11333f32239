/// Answers queries out of one index, a node at a time.
struct Evaluator {
    let index: SearchIndex

    init(_ index: SearchIndex) {
        self.index = index
    }

    /// The living documents that stand for themselves and match.
    func search(_ query: Query) -> Matches {
        let matches = evaluate(query, 1)
        return matches.filtered { index.roots.contains($0) }
    }

    /// All that match, nested and deleted ones too.
    /// - Parameter boost: what the boosts of the nodes above multiply to.
    func evaluate(_ query: Query, _ boost: Float) -> Matches {
        switch query {
        case .all: Matches(index.live.documents, score: boost)
        case .none: .none
        case .term(let field, let term): self.term(field, [term], boost)
        case .synonyms(let field, let terms): self.term(field, terms, boost)
        case .terms, .pattern, .integers, .doubles, .exists, .ids: Matches(documents(query), score: boost)
        case .phrase(let phrase): self.phrase(phrase, boost)
        case .fuzzy(let field, let term): fuzzy(field, term, boost)
        case .boolean(let boolean): self.boolean(boolean, boost)
        case .constant(let query): Matches(documents(query), score: boost)
        case .boosted(let query, let factor): evaluate(query, boost * factor)
        case .best(let queries, let tieBreaker): best(queries, tieBreaker, boost)
        case .demoted(let query, let negative, let factor): demoted(query, negative, factor, boost)
        case .nested(let path, let query, let mode): nested(path, query, mode, boost)
        case .nearest(let nearest): self.nearest(nearest, boost)
        case .function(let function): self.function(function, boost)
        }
    }

    /// The documents that match, without scores.
    func documents(_ query: Query) -> [UInt32] {
        switch query {
        case .terms(let field, let terms):
            let postings = terms.compactMap { index.texts[field]?.postings(of: $0)?.documents }
            return Documents.union(postings)
        case .pattern(let field, let pattern): return self.pattern(field, pattern)
        case .integers(let field, let range):
            return index.integers[field]?.documents { range.contains($0) } ?? []
        case .doubles(let field, let range): return index.doubles[field]?.documents { range.contains($0) } ?? []
        case .exists(let field): return index.documents(having: field)
        case .ids(let ids): return ids.compactMap(index.number).sorted()
        case .term(let field, let term): return index.texts[field]?.postings(of: term)?.documents ?? []
        case .constant(let query), .boosted(let query, _): return documents(query)
        case .boolean(let boolean): return documents(boolean)
        default: return evaluate(query, 1).documents
        }
    }

    private func pattern(_ field: String, _ pattern: TermPattern) -> [UInt32] {
        guard let terms = index.texts[field] else { return [] }
        let candidates = terms.terms(from: pattern.prefix)
        let accepted = candidates.filter { pattern.matches(terms.terms[$0]) }
        return Documents.union(accepted.map { terms.postings[$0].documents })
    }

    /// One term, or several as if they were one.
    private func term(_ field: String, _ names: [String], _ boost: Float) -> Matches {
        guard let terms = index.texts[field] else { return .none }
        let postings = names.compactMap { terms.postings(of: $0) }
        guard let frequency = postings.map(\.documents.count).max() else { return .none }
        return scored(postings, in: terms, documentFrequency: frequency, boost)
    }

    func scored(_ postings: [Postings], in terms: TermField, documentFrequency: Int, _ boost: Float) -> Matches {
        let scorer = BM25(
            documentFrequencies: [documentFrequency], documentCount: terms.documentCount,
            totalLength: terms.totalLength, hasNorms: terms.hasNorms, boost: boost)
        if postings.count == 1 {
            let postings = postings[0]
            let scores = postings.documents.indices.map { index in
                scorer.score(
                    frequency: Float(postings.frequency(at: index)), norm: terms.norm(of: postings.documents[index]))
            }
            return Matches(documents: postings.documents, scores: scores)
        }
        var frequencies: [UInt32: UInt32] = [:]
        for postings in postings {
            for (index, document) in postings.documents.enumerated() {
                frequencies[document, default: 0] += postings.frequency(at: index)
            }
        }
        return Matches(
            unordered: frequencies.map { document, frequency in
                (document, scorer.score(frequency: Float(frequency), norm: terms.norm(of: document)))
            })
    }

    private func fuzzy(_ field: String, _ term: FuzzyTerm, _ boost: Float) -> Matches {
        guard let terms = index.texts[field] else { return .none }
        let found = term.expansions(in: terms)
        // All of them are as rare as the most frequent one, so that a misspelling does not win by being rare.
        let frequency = found.map { terms.postings[$0.number].documents.count }.max() ?? 0
        let parts = found.map { expansion in
            scored([terms.postings[expansion.number]], in: terms, documentFrequency: frequency, boost * expansion.boost)
        }
        return sum(parts, atLeast: 1)
    }
}
