/// Says how well each statement answers a question.
struct EvidenceScorer {
    struct Score {
        let entry: Int
        /// Which share of the question's weight the statement itself covers, 0 to 1.
        var own: Double
        /// The same with its headings and neighbours.
        var covered: Double
        /// Which share the whole passage covers.
        var passage: Double
        /// Holds a thing of the kind asked for.
        var isExpected: Bool
        /// `covered`, with all that speaks for or against it: only good for comparing.
        var total: Double
    }

    let question: Question
    let index: EvidenceIndex
    private let weights: [Double]
    private let weightSum: Double
    /// Index of the question's verb among its terms.
    private let action: Int?
    /// For each term, the stems of the passages that stand for it, and how well.
    private let forms: [[(stem: String, worth: Double)]]

    init(_ question: Question, _ index: EvidenceIndex) {
        self.question = question
        self.index = index
        let forms = question.terms.map { term in
            index.vocabulary.compactMap { stem -> (stem: String, worth: Double)? in
                let worth = Self.worth(of: stem, for: term)
                return worth > 0 ? (stem, worth) : nil
            }.sorted { $0.worth > $1.worth }
        }
        weights = zip(question.terms, forms).map { term, forms in
            // A word that only another stands for is not as strange as its own rarity says.
            let rarity = ([term.stem] + forms.map(\.stem)).map { index.rarity(of: $0) }.min() ?? 0
            return Double(term.weight) * rarity * (term.word.isDistinctive || term.word.hasDigit ? 1.3 : 1)
                * (term.isHead ? 1.4 : 1)
        }
        weightSum = max(weights.reduce(0, +), 0.001)
        self.forms = forms
        action = question.action.flatMap { question.terms.firstIndex(of: $0) }
    }

    /// Best first, without headings, which answer nothing.
    /// - Complexity: O(statements x terms).
    func scores() -> [Score] {
        let matches = index.entries.map { entry in forms.map { Self.match($0, in: entry.stemSet) } }
        let passages = index.passageStems.map { stems in
            coverage(forms.map { Self.match($0, in: stems) })
        }
        let statements = index.entries.indices.filter { index.entries[$0].statement.kind != .heading }
        let scores = statements.map { score($0, matches, passage: passages[index.entries[$0].statement.passage]) }
        return scores.sorted { $0.total == $1.total ? $0.entry < $1.entry : $0.total > $1.total }
    }

    /// The share of the question that some evidence covers, given how well it matches each term.
    private func coverage(_ matches: [Double]) -> Double {
        zip(weights, matches).reduce(0) { $0 + $1.0 * $1.1 } / weightSum
    }

    private func score(_ number: Int, _ matches: [[Double]], passage: Double) -> Score {
        let entry = index.entries[number]
        var (alone, around) = (matches[number], matches[number])
        for (term, own) in matches[number].enumerated() where own < 1 {
            let heading = Self.match(forms[term], in: entry.contextStems)
            let neighbour = neighbours(of: number).map { matches[$0][term] }.max() ?? 0
            if entry.statement.isAsked { alone[term] = max(own, heading * ScoreWeights.asked) }
            around[term] = max(alone[term], heading * ScoreWeights.heading, neighbour * ScoreWeights.neighbour)
        }
        let own = coverage(alone)
        let covered = coverage(around)
        var total = covered + own * ScoreWeights.own + passage * ScoreWeights.passage + pairs(in: entry)
        total += expectation(entry)
        total -= Double(entry.statement.passage) * ScoreWeights.rankStep
        total += form(entry)
        if let action, around[action] == 0 { total -= ScoreWeights.missedAction }
        return Score(
            entry: number, own: own, covered: covered, passage: passage, isExpected: expectation(entry) >= 0,
            total: total)
    }

    private func neighbours(of number: Int) -> [Int] {
        let here = index.entries[number].statement
        return [number - 1, number + 1].filter { other in
            guard index.entries.indices.contains(other) else { return false }
            let statement = index.entries[other].statement
            return statement.passage == here.passage && statement.kind != .heading
        }
    }

    private func expectation(_ entry: EvidenceIndex.Entry) -> Double {
        guard !question.expectations.contains(.anything) else { return 0 }
        let held = question.expectations.filter {
            ExpectationCheck.holds($0, in: entry.statement.text, words: entry.words)
        }
        if held.isEmpty { return -ScoreWeights.expectation }
        return ScoreWeights.expectation * Double(held.count) / Double(question.expectations.count)
    }

    /// Questions and scraps answer nothing; very long statements match too much.
    private func form(_ entry: EvidenceIndex.Entry) -> Double {
        if entry.statement.text.hasSuffix("?") { return -0.4 }
        if let key = entry.statement.key, question.names(key) { return ScoreWeights.rowKey }
        if entry.words.count < 3 { return -0.15 }
        return entry.words.count > 70 ? -0.1 : 0
    }

    private func pairs(in entry: EvidenceIndex.Entry) -> Double {
        var count = 0
        for term in question.terms {
            guard let next = term.pairsWith else { continue }
            for index in entry.stems.indices.dropLast()
            where entry.stems[index] == term.stem && entry.stems[index + 1] == next {
                count += 1
                break
            }
        }
        return Double(min(count, 3)) * ScoreWeights.pair
    }

    private static func match(_ forms: [(stem: String, worth: Double)], in stems: Set<String>) -> Double {
        forms.first { stems.contains($0.stem) }?.worth ?? 0
    }

    /// How well the best of some stems stands for a term.
    static func match(_ term: Question.Term, in stems: Set<String>) -> Double {
        if stems.contains(term.stem) { return 1 }
        return stems.reduce(0) { max($0, worth(of: $1, for: term)) }
    }

    /// 1 for the word itself, less for one of its synonyms or relatives, 0 for any other.
    static func worth(of stem: String, for term: Question.Term) -> Double {
        if stem == term.stem { return 1 }
        if term.joined.contains(stem) { return 1 }
        if !term.word.isDistinctive, Synonyms.areRelated(term.stem, stem) { return ScoreWeights.synonym }
        if term.isGerman, isPart(stem, of: term.stem) || isPart(term.stem, of: stem) { return ScoreWeights.synonym }
        guard term.stem.utf8.count >= 5, !term.word.hasDigit else { return 0 }
        let prefix = term.stem.prefix(max(5, term.stem.count - 2))
        return stem.hasPrefix(prefix) && stem.utf8.count <= term.stem.utf8.count + 4 ? ScoreWeights.relative : 0
    }

    /// "Kilometer" of "Kilometergeld", "gebühr" of "Mindestgebühr".
    private static func isPart(_ part: String, of whole: String) -> Bool {
        part.utf8.count >= 5 && whole.utf8.count > part.utf8.count && (whole.hasPrefix(part) || whole.hasSuffix(part))
    }
}

/// What the parts of a score weigh, beside 1 for what the statement and its surroundings cover.
enum ScoreWeights {
    static let own = 0.6
    static let heading = 0.6
    /// A heading that is a question, above its answer.
    static let asked = 0.9
    static let neighbour = 0.45
    static let passage = 0.35
    static let pair = 0.08
    /// A row of a table that is about what the question names.
    static let rowKey = 0.35
    static let expectation = 0.3
    static let rankStep = 0.012
    static let missedAction = 0.35
    static let synonym = 0.65
    static let relative = 0.7
}
