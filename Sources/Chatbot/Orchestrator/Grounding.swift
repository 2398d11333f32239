/// Which passages an answer rests on.
enum Grounding {
    /// How much of an answer's words a passage must hold to be its source, where the answer cites none.
    static let wordsShareMin = 0.6
    static let uncitedSourcesMax = 3

    /// The model has said that it does not know, in whatever apostrophe.
    static func isUnknown(_ answer: String) -> Bool {
        let start = answer.lowercased().replacing("’", with: "'")
        return openings.contains { start.hasPrefix($0) }
    }

    /// As models begin when they put ``AnswerPrompt/unknown`` into the languages that they are asked in most.
    private static let openings = [
        "i don't know", "i do not know", "ich weiß es nicht", "ich weiß das nicht", "das weiß ich nicht",
        "ich weiss es nicht", "je ne sais pas", "je ne le sais pas", "no lo sé", "no sé", "non lo so", "não sei",
        "ik weet het niet", "dat weet ik niet", "nie wiem", "jag vet inte", "det vet jag inte", "jeg ved det ikke",
        "jeg vet ikke", "en tiedä", "nevím", "bilmiyorum", "не знаю", "я не знаю", "わかりません", "分かりません", "我不知道",
        "لا أعرف",
    ]

    /// For an answer that cites none, those that say the same, numbered from 1.
    static func passages(sayingTheSameAs answer: String, among passages: [Passage]) -> [Passage] {
        let words = contentWords(answer)
        guard !words.isEmpty else { return [] }
        let shares = passages.map { passage in
            (passage, Double(words.intersection(contentWords(passage.hit.record.text)).count) / Double(words.count))
        }
        let fitting = shares.filter { $0.1 >= wordsShareMin }.sorted { ($1.1, $0.0.number) < ($0.1, $1.0.number) }
        return fitting.prefix(uncitedSourcesMax).enumerated().map { Passage(number: $0 + 1, hit: $1.0.hit) }
    }

    /// Numbers, and words long enough to mean something.
    private static func contentWords(_ text: String) -> Set<String> {
        Set(TextForms.words(text).filter { $0.count > 3 || $0.contains(where: \.isNumber) }.map(String.init))
    }
}
