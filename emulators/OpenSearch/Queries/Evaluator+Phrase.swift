/// Terms next to each other.
extension Evaluator {
    func phrase(_ query: PhraseQuery, _ boost: Float) -> Matches {
        guard let terms = index.texts[query.field], !query.places.isEmpty else { return .none }
        var places = query.places
        if query.isPrefix, let last = places.last {
            let found = terms.terms(from: last.terms.first ?? "").prefix(query.expansionsMax)
            places[places.count - 1].terms = found.map { terms.terms[$0] }
        }
        guard places.count > 1 else {
            return evaluate(
                places[0].terms.count == 1
                    ? .term(field: query.field, term: places[0].terms[0])
                    : .synonyms(field: query.field, terms: places[0].terms), boost)
        }
        let known = places.map { place in place.terms.filter { terms.number(ofKnown: $0) != nil } }
        guard known.allSatisfy({ !$0.isEmpty }) else { return .none }
        let postings = known.map { $0.compactMap { terms.postings(of: $0) } }
        let scorer = BM25(
            documentFrequencies: postings.joined().map(\.documents.count), documentCount: terms.documentCount,
            totalLength: terms.totalLength, hasNorms: terms.hasNorms, boost: boost)
        let candidates = postings.map { Documents.union($0.map(\.documents)) }
        let documents = candidates.dropFirst().reduce(candidates[0], Documents.intersection)
        let groups = PhraseMatcher.repeated(known)
        var matches = Matches.none
        for document in documents {
            let positions = zip(places, postings).map { place, postings in
                self.positions(of: postings, in: document, offset: place.offset)
            }
            let frequency = PhraseMatcher.frequency(
                positions, offsets: places.map(\.offset), slop: query.slop, groups: groups)
            guard frequency > 0 else { continue }
            matches.documents.append(document)
            matches.scores.append(scorer.score(frequency: frequency, norm: terms.norm(of: document)))
        }
        return matches
    }

    /// Where the terms of one place stand, less the place's own offset in the phrase.
    private func positions(of postings: [Postings], in document: UInt32, offset: Int) -> [Int] {
        var all: [Int] = []
        for postings in postings {
            guard let index = Self.find(document, in: postings.documents) else { continue }
            all += postings.positions(at: index).map { Int($0) - offset }
        }
        return postings.count > 1 ? all.sorted() : all
    }

    private static func find(_ document: UInt32, in documents: [UInt32]) -> Int? {
        var (low, high) = (0, documents.count)
        while low < high {
            let middle = (low + high) / 2
            if documents[middle] < document { low = middle + 1 } else { high = middle }
        }
        return low < documents.count && documents[low] == document ? low : nil
    }
}

/// How often a phrase stands in one document.
enum PhraseMatcher {
    /// - Parameters:
    ///   - positions: of each place, ascending, less the place's offset: a match in place has them all equal.
    ///   - groups: places that share a term, which may not use the same word twice.
    static func frequency(_ positions: [[Int]], offsets: [Int], slop: Int, groups: [[Int]]) -> Float {
        guard slop > 0 else { return Float(exact(positions)) }
        var matcher = SloppyMatcher(positions: positions, offsets: offsets, groups: groups)
        var frequency: Float = 0
        while let length = matcher.next(slop: slop) { frequency += 1 / (1 + Float(length)) }
        return frequency
    }

    static func repeated(_ places: [[String]]) -> [[Int]] {
        var byTerm: [String: [Int]] = [:]
        for (index, terms) in places.enumerated() { for term in terms { byTerm[term, default: []].append(index) } }
        return byTerm.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }

    private static func exact(_ positions: [[Int]]) -> Int {
        var common = positions[0]
        for others in positions.dropFirst() {
            let others = Set(others)
            common.removeAll { !others.contains($0) }
        }
        return common.count
    }
}

/// Finds the shortest moves that bring all places of a phrase together, one after the other, as Lucene enumerates them.
private struct SloppyMatcher {
    private let positions: [[Int]]
    private let offsets: [Int]
    private let groups: [[Int]]
    private var cursors: [Int]
    /// The greatest position of any place.
    private var end = Int.min
    private var isExhausted = false

    init(positions: [[Int]], offsets: [Int], groups: [[Int]]) {
        self.positions = positions
        self.offsets = offsets
        self.groups = groups
        cursors = Array(repeating: 0, count: positions.count)
        end = positions.compactMap(\.first).max() ?? 0
        for place in positions.indices where !isExhausted { isExhausted = !resolve(place) }
    }

    private func position(_ place: Int) -> Int { positions[place][cursors[place]] }

    /// The place that stands first, and the position of the one behind it.
    private func first() -> (place: Int, next: Int) {
        let order = positions.indices.sorted { left, right in
            (position(left), offsets[left]) < (position(right), offsets[right])
        }
        return (order[0], position(order[1]))
    }

    private mutating func advance(_ place: Int) -> Bool {
        cursors[place] += 1
        guard cursors[place] < positions[place].count else { return false }
        end = max(end, position(place))
        return true
    }

    /// Moves places that share a term off each other's words.
    private mutating func resolve(_ place: Int) -> Bool {
        var place = place
        while let other = collision(with: place) {
            let isLesser = (position(place), offsets[place]) < (position(other), offsets[other])
            if !isLesser { place = other }
            guard advance(place) else { return false }
        }
        return true
    }

    private func collision(with place: Int) -> Int? {
        let word = position(place) + offsets[place]
        for group in groups where group.contains(place) {
            for other in group where other != place && position(other) + offsets[other] == word { return other }
        }
        return nil
    }

    /// The length of the next match; nil when there is none left.
    mutating func next(slop: Int) -> Int? {
        guard !isExhausted else { return nil }
        var (place, next) = first()
        var length = end - position(place)
        while advance(place) {
            guard resolve(place) else { break }
            if position(place) > next {
                if length <= slop { return length }
                (place, next) = first()
                length = end - position(place)
            } else {
                length = min(length, end - position(place))
            }
        }
        isExhausted = true
        return length <= slop ? length : nil
    }
}
