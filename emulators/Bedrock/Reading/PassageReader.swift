/// Finds the statements of some passages that answer a question.
package struct PassageReader {
    /// A statement quoted in an answer, and the passage it comes from.
    package struct Quote: Hashable, Sendable {
        package let text: String
        /// Index into the passages.
        package let passage: Int
    }

    package struct Finding: Sendable {
        /// In the order in which they are best read; empty when the passages do not answer.
        package var quotes: [Quote]
        /// 0 to 1.
        package var confidence: Double
    }

    private let passages: [Passage]
    private let index: EvidenceIndex

    package init(_ passages: [Passage]) {
        self.passages = passages
        index = EvidenceIndex(passages)
    }

    /// - Complexity: O(n) in the length of the passages, times the words of the question.
    package func answer(_ text: String) -> Finding {
        let question = Question(text)
        guard !question.terms.isEmpty, !index.entries.isEmpty else { return Finding(quotes: [], confidence: 0) }
        if let rows = Comparison(question)?.rows(of: index) {
            return Finding(quotes: rows.map(quote), confidence: 1)
        }
        let scorer = EvidenceScorer(question, index)
        let scores = scorer.scores()
        guard let best = scores.first else { return Finding(quotes: [], confidence: 0) }
        let confidence = confidence(best, question)
        guard confidence >= Self.confidenceMin else { return Finding(quotes: [], confidence: confidence) }
        return Finding(quotes: quotes(scores, question), confidence: confidence)
    }

    /// Below this the passages are taken to be about something else.
    package static let confidenceMin = 0.36

    /// What the best statement covers; less when it misses what was asked for, or a name in the question.
    private func confidence(_ best: EvidenceScorer.Score, _ question: Question) -> Double {
        let evidence = 0.45 * best.covered + 0.25 * best.own + 0.3 * best.passage
        let expectation = question.expectations.contains(.anything) ? 0 : best.isExpected ? 0.06 : -0.1
        return evidence + expectation - nameLoss(best, question)
            - (speaksOfHead(index.entries[best.entry], question) ? 0 : Self.missedHeadLoss)
    }

    /// Whether the statement speaks of the thing that was asked for at all.
    private func speaksOfHead(_ entry: EvidenceIndex.Entry, _ question: Question) -> Bool {
        let heads = question.heads
        return heads.isEmpty
            || heads.contains { EvidenceScorer.match($0, in: entry.stemSet.union(entry.contextStems)) > 0 }
    }

    private static let missedHeadLoss = 0.15

    /// A name that the passage does not know says that it speaks of other things.
    private func nameLoss(_ best: EvidenceScorer.Score, _ question: Question) -> Double {
        let passage = index.entries[best.entry].statement.passage
        let own = index.passageStems[passage]
        let isMissed =
            question.names.contains { EvidenceScorer.match($0, in: own) == 0 }
            || question.compoundNames.contains { !index.stands($0, togetherIn: passage) }
        return isMissed ? Self.missedNameLoss : 0
    }

    private static let missedNameLoss = 0.5

    /// The best statement, what follows from it, and others that are nearly as good.
    private func quotes(_ scores: [EvidenceScorer.Score], _ question: Question) -> [Quote] {
        let best = scores[0]
        var chosen = [best.entry]
        var length = index.entries[best.entry].statement.text.count
        for score in scores.dropFirst().prefix(6) where chosen.count < Self.statementsMax {
            guard best.total - score.total <= Self.nearnessMax, score.covered >= best.covered * 0.7 else { break }
            let statement = index.entries[score.entry].statement
            guard length + statement.text.count <= Self.charactersMax, !repeats(statement, chosen) else { continue }
            chosen.append(score.entry)
            length += statement.text.count
        }
        chosen += continuation(of: best.entry, scores, besides: chosen)
        return chosen.map(quote)
    }

    private func quote(_ entry: Int) -> Quote {
        let statement = index.entries[entry].statement
        return Quote(
            text: ([spoken(statement)] + followers(of: entry)).joined(separator: " "), passage: statement.passage)
    }

    /// The sentences right behind the best one, as far as they still speak of what was asked.
    private func continuation(of number: Int, _ scores: [EvidenceScorer.Score], besides chosen: [Int]) -> [Int] {
        let statement = index.entries[number].statement
        guard statement.kind == .sentence else { return [] }
        return (number + 1...number + 2).filter { other in
            guard index.entries.indices.contains(other), !chosen.contains(other),
                index.entries[other].statement.block == statement.block,
                index.entries[other].statement.passage == statement.passage,
                let score = scores.first(where: { $0.entry == other })
            else { return false }
            return score.isExpected && score.own >= Self.continuationMin
        }
    }

    private static let continuationMin = 0.15
    private static let statementsMax = 3
    private static let charactersMax = 700
    private static let nearnessMax = 0.22

    private func repeats(_ statement: Statement, _ chosen: [Int]) -> Bool {
        chosen.contains { index.entries[$0].statement.text == statement.text }
    }

    /// The items or lines of code that a sentence leads into: "You need:".
    private func followers(of number: Int) -> [String] {
        let statement = index.entries[number].statement
        guard statement.text.hasSuffix(":") else { return [] }
        let items = index.entries.indices.dropFirst(number + 1).prefix { other in
            let follower = index.entries[other].statement
            return follower.passage == statement.passage && follower.leadIn == statement.text
        }
        return items.prefix(Self.itemsMax).map { Self.marked(index.entries[$0].statement) }
    }

    private static let itemsMax = 8

    /// An item is understood only behind the sentence that leads into its list.
    private func spoken(_ statement: Statement) -> String {
        let text = Self.marked(statement)
        guard statement.kind == .item || statement.kind == .code, let leadIn = statement.leadIn else { return text }
        return statement.text.count < 60 ? "\(leadIn) \(text)" : text
    }

    /// Code in backticks, an item with an end.
    private static func marked(_ statement: Statement) -> String {
        switch statement.kind {
        case .code: "`\(statement.text)`"
        case .item: PassageAnswer.ended(statement.text)
        default: statement.text
        }
    }
}
