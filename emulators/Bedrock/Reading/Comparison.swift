/// A question that compares the values of one column of a table: "Which pump is the cheapest?", "What costs less than 200?"
struct Comparison {
    private enum Wish {
        case most, least
        case above(Double), below(Double)
    }

    private let wish: Wish
    /// Words of which one stands in the column's name.
    private let columns: [Question.Term]
    /// Words that say which rows are meant.
    private let subjects: [Question.Term]

    /// nil for a question that compares nothing.
    init?(_ question: Question) {
        let words = WordSplitter.words(in: question.text).map(\.text)
        guard let (wish, column, used) = Self.threshold(words, question.text) ?? Self.extreme(words)
        else { return nil }
        self.wish = wish
        let named = column.map { Question($0).terms } ?? []
        columns = named.isEmpty ? question.terms.filter { !used.contains($0.word.text) } : named
        subjects = question.terms.filter { !used.contains($0.word.text) }
    }

    // MARK: What is asked

    private typealias Asked = (wish: Wish, column: String?, used: Set<String>)

    private static func extreme(_ words: [String]) -> Asked? {
        for (index, word) in words.enumerated() {
            // "no longer", "at least"
            guard let (isMost, column) = superlatives[word], index == 0 || !["no", "at"].contains(words[index - 1])
            else {
                continue
            }
            if word == "most" {
                guard index + 1 < words.count, words[index + 1] == "expensive" else { continue }
                return (.most, "price", [word, "expensive"])
            }
            return (isMost ? .most : .least, column, [word])
        }
        return nil
    }

    /// The word itself, whether the greatest value is wanted, and what column it speaks of where it says so.
    private static let superlatives: [String: (isMost: Bool, column: String?)] = {
        var table: [String: (isMost: Bool, column: String?)] = [:]
        let lines: [(String, Bool, String?)] = [
            ("cheapest cheaper günstigste günstigsten billigste billigsten", false, "price"),
            ("most dearest teuerste teuersten", true, "price"),
            ("lightest lighter leichteste leichtesten", false, "weight"),
            ("heaviest heavier schwerste schwersten", true, "weight"),
            ("longest longer längste längsten", true, "length"),
            ("shortest shorter kürzeste kürzesten", false, "length"),
            ("highest higher largest biggest greatest höchste höchsten größte größten meisten", true, nil),
            ("lowest lower smallest fewest least niedrigste niedrigsten kleinste kleinsten wenigsten", false, nil),
        ]
        for (words, isMost, column) in lines {
            for word in words.split(separator: " ") { table[String(word)] = (isMost, column) }
        }
        return table
    }()

    /// "Which … less than 200 …": the number behind words that set a bound, in a question for rows.
    private static func threshold(_ words: [String], _ text: String) -> Asked? {
        guard let first = words.first, askers.contains(first) else { return nil }
        let lower = text.lowercased()
        for (phrase, isBelow) in bounds {
            guard let place = lower.firstRange(of: " \(phrase) ") else { continue }
            let token = lower[place.upperBound...].prefix { !$0.isWhitespace }.drop { !$0.isNumber }
            guard let value = Amount.value(of: token) else { continue }
            let used = Set(WordSplitter.words(in: "\(phrase) \(token) EUR USD euro dollars").map(\.text))
            let isPrice = !used.isDisjoint(with: prices) || words.contains { prices.contains($0) }
            return (isBelow ? .below(value) : .above(value), isPrice ? "price" : nil, used.union(prices))
        }
        return nil
    }

    private static let askers: Set<String> = ["which", "what", "list", "show", "welche", "welcher", "welches"]
    private static let prices: Set<String> = ["cost", "costs", "price", "priced", "kostet", "kosten", "cheaper"]
    private static let bounds: [(String, isBelow: Bool)] = [
        ("less than", true), ("cheaper than", true), ("under", true), ("below", true), ("fewer than", true),
        ("lower than", true), ("shorter than", true), ("lighter than", true), ("weniger als", true), ("unter", true),
        ("more than", false), ("higher than", false), ("longer than", false), ("heavier than", false), ("over", false),
        ("above", false),
        ("mehr als", false), ("über", false),
    ]

    // MARK: What is found

    /// Indices of the entries that answer; nil where no table has such a column.
    func rows(of index: EvidenceIndex) -> [Int]? {
        let meant = meantRows(index)
        guard !meant.isEmpty, let name = column(meant.map { index.entries[$0].statement }) else { return nil }
        let values = meant.compactMap { number in
            index.entries[number].statement.row?.value(of: name).map { (number: number, value: $0) }
        }
        let sorted = values.map(\.value).sorted()
        guard sorted.count > 1 else { return nil }
        let found: [(number: Int, value: Double)]
        switch wish {
        case .most: found = values.filter { $0.value == sorted.last }
        case .least: found = values.filter { $0.value == sorted.first }
        case .above(let bound): found = values.filter { $0.value > bound }
        case .below(let bound): found = values.filter { $0.value < bound }
        }
        return found.isEmpty ? nil : Array(found.map(\.number).prefix(Self.rowsMax))
    }

    private static let rowsMax = 8

    /// The rows that speak of most of what the question does, if that is half of it.
    private func meantRows(_ index: EvidenceIndex) -> [Int] {
        let rows = index.entries.indices.filter { index.entries[$0].statement.row?.names.isEmpty == false }
        let shares = rows.map { row in
            let entry = index.entries[row]
            return subjects.reduce(0.0) { sum, term in
                let heading = EvidenceScorer.match(term, in: entry.contextStems) * ScoreWeights.heading
                return sum + max(EvidenceScorer.match(term, in: entry.stemSet), heading) * Double(term.weight)
            }
        }
        let all = subjects.reduce(0.0) { $0 + Double($1.weight) }
        guard let most = shares.max(), most * 2 >= all else { return [] }
        return zip(rows, shares).filter { $0.1 == most }.map(\.0)
    }

    /// The column of numbers whose name says best what is compared.
    private func column(_ statements: [Statement]) -> String? {
        var best: (name: String, score: Double)?
        for name in Set(statements.flatMap { $0.row?.names ?? [] }).sorted() where !name.isEmpty {
            guard statements.contains(where: { $0.row?.value(of: name) != nil }) else { continue }
            let stems = Set(WordSplitter.words(in: name).map(\.stem))
            let score = columns.reduce(0) { $0 + EvidenceScorer.match($1, in: stems) }
            if score > best?.score ?? 0 { best = (name, score) }
        }
        return best?.name
    }
}

extension TableReading.Row {
    fileprivate func value(of name: String) -> Double? {
        guard let column = names.firstIndex(of: name), column < cells.count else { return nil }
        return Amount.value(of: cells[column])
    }
}

/// A number as people write it, with its unit or without: "1,299.00 EUR", "1.250.000,50", "5%".
package enum Amount {
    /// nil for a text with no number or several, such as a date.
    package static func value(of text: some StringProtocol) -> Double? {
        let parts = text.split { !($0.isNumber || $0 == "." || $0 == ",") }.filter { $0.contains(where: \.isNumber) }
        guard parts.count == 1, let part = parts.first, text[..<part.startIndex].last?.isLetter != true else {
            return nil
        }
        let digits = part.split { !$0.isNumber }
        let marks = part.filter { !$0.isNumber }.map(String.init).joined()
        let isGrouped = Set(marks).count == 1 && digits.last?.count == 3 && (marks.count > 1 || marks == ",")
        let isWhole = isGrouped || digits.count == 1
        let plain = isWhole ? digits.joined() : digits.dropLast().joined() + "." + (digits.last ?? "")
        return Double((text[..<part.startIndex].last == "-" ? "-" : "") + plain)
    }
}
