/// Sorts a message under one of the labels that a prompt names.
struct Classification {
    private let prompt: PromptReading

    init(_ prompt: PromptReading) {
        self.prompt = prompt
    }

    /// nil when the prompt does not ask for one label and nothing else.
    func text() -> String? {
        let system = prompt.system.isEmpty ? prompt.message : prompt.system
        let lower = system.lowercased()
        guard
            ["classify", "categor", "route the", "which route", "label the", "intent"].contains(where: lower.contains),
            !lower.contains("json")
        else { return nil }
        let labels = Self.labels(in: system)
        guard labels.count >= 2 else { return nil }
        let words = WordSplitter.words(in: prompt.question)
        let stems = Set(words.map(\.stem))
        let best = labels.enumerated().max { left, right in
            let (first, second) = (Self.score(left.element, stems, words), Self.score(right.element, stems, words))
            return first == second ? left.offset > right.offset : first < second
        }
        return best?.element.name
    }

    struct Label {
        let name: String
        let description: String
    }

    private static func score(_ label: Label, _ stems: Set<String>, _ words: [Word]) -> Double {
        let own = WordSplitter.words(in: label.name + " " + label.description).filter {
            Vocabulary.weight(of: $0.text) > 0
        }
        return own.reduce(0.0) { sum, word in
            if stems.contains(word.stem) { return sum + 1 }
            return stems.contains { Synonyms.areRelated($0, word.stem) } ? sum + 0.6 : sum
        }
    }

    /// "- name: description" lines, else names after a colon, with commas or bars between them.
    static func labels(in text: String) -> [Label] {
        let lines = text.split(separator: "\n").map(\.trimmed)
        let items = lines.compactMap { line -> Label? in
            guard line.hasPrefix("- ") || line.hasPrefix("* ") else { return nil }
            let item = line.dropFirst(2)
            let name = item.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "`" }
            let rest = item[name.endIndex...].drop { ":-– ".contains($0) }
            guard !name.isEmpty, item[name.endIndex...].first.map({ ":- –".contains($0) }) ?? true else { return nil }
            return Label(name: String(name.filter { $0 != "`" }), description: String(rest))
        }
        if items.count >= 2 { return items }
        for line in lines {
            guard let colon = line.lastIndex(of: ":") else { continue }
            let list = line[colon...].dropFirst().split { ",|/".contains($0) }
            let names = list.map { part in
                String(part.trimmed.replacing("or ", with: "").filter { !"`\"'.".contains($0) }.trimmed)
            }
            if names.count >= 2,
                names.allSatisfy({ (1...30).contains($0.count) && $0.split(separator: " ").count <= 2 })
            {
                return names.map { Label(name: $0, description: "") }
            }
        }
        return []
    }
}
