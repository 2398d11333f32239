/// Which passages an answer rests on.
enum Grounding {
    /// How much of an answer's words a passage must hold to be its source, where the answer cites none.
    static let wordsShareMin = 0.6
    static let uncitedSourcesMax = 3

    /// Those that it cites, in their order there; where it cites none, those that say the same.
    static func sources(of answer: String, among passages: [Passage]) -> [Passage] {
        guard !isUnknown(answer) else { return [] }
        let cited = Citations.numbers(in: answer).compactMap { number in passages.first { $0.number == number } }
        return cited.isEmpty ? sayingTheSame(as: answer, among: passages) : cited
    }

    /// The model has said that it does not know, in whatever apostrophe.
    static func isUnknown(_ answer: String) -> Bool {
        let start = answer.lowercased().replacing("’", with: "'")
        return start.hasPrefix("i don't know") || start.hasPrefix("i do not know")
    }

    private static func sayingTheSame(as answer: String, among passages: [Passage]) -> [Passage] {
        let words = contentWords(answer)
        guard !words.isEmpty else { return [] }
        let shares = passages.map { passage in
            (passage, Double(words.intersection(contentWords(passage.hit.record.text)).count) / Double(words.count))
        }
        let fitting = shares.filter { $0.1 >= wordsShareMin }.sorted { ($1.1, $0.0.number) < ($0.1, $1.0.number) }
        return fitting.prefix(uncitedSourcesMax).map(\.0)
    }

    /// Numbers, and words long enough to mean something.
    private static func contentWords(_ text: String) -> Set<String> {
        Set(TextForms.words(text).filter { $0.count > 3 || $0.contains(where: \.isNumber) }.map(String.init))
    }
}
