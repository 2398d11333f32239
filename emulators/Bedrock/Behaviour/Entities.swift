/// Names in a text: runs of capitalized words.
enum Entities {
    /// In order, each once; the first word of a sentence counts only with others behind it or inside a sentence.
    static func all(in text: String) -> [String] {
        var found: [String] = []
        for sentence in SentenceSplitter.sentences(in: text) { found += names(in: sentence) }
        var seen: Set<String> = []
        return Array(found.filter { seen.insert($0).inserted }.prefix(namesMax))
    }

    private static let namesMax = 40

    private static func names(in sentence: String) -> [String] {
        var names: [String] = []
        var run: [Substring] = []
        let tokens = sentence.split(separator: " ")
        for (index, token) in tokens.enumerated() {
            let word = token.drop { !$0.isLetter && !$0.isNumber }
            let core = word.prefix { $0.isLetter || $0.isNumber || "-'_&".contains($0) }
            let plain = core.hasSuffix("'s") ? core.dropLast(2) : core
            let isName = plain.first?.isUppercase == true && !isOpener(plain, at: index)
            if isName { run.append(plain) }
            if !isName || core.endIndex < token.endIndex {
                if !run.isEmpty { names.append(run.joined(separator: " ")) }
                run = []
            }
        }
        if !run.isEmpty { names.append(run.joined(separator: " ")) }
        return names
    }

    private static func isOpener(_ word: Substring, at index: Int) -> Bool {
        let lower = word.lowercased()
        if Vocabulary.isFunctionWord(lower) || lower == "i" { return true }
        return index == 0 && (Vocabulary.weight(of: lower) < 1 || openers.contains(lower))
    }

    private static let openers: Set<String> = [
        "get", "look", "find", "rate", "should", "search", "create", "summarize", "summarise", "translate", "review",
        "open",
        "post", "send", "write", "explain", "describe", "compare", "check", "call", "use", "tell", "weather", "reply",
        "respond",
    ]

    /// Several names joined by "and": the things a question asks about one by one.
    static func coordinated(in text: String) -> [String] {
        let names = all(in: text)
        guard names.count > 1 else { return names }
        let joined = zip(names, names.dropFirst()).allSatisfy { name, next in
            ["\(name) and \(next)", "\(name), \(next)", "\(name), and \(next)", "\(name) or \(next)"].contains {
                text.contains($0)
            }
                || text.ranges(of: next).count > 1
        }
        return joined ? names : []
    }

    /// The name behind "in", "for", "at" or "of"; the part after the last comma of an address.
    static func place(in text: String) -> String? {
        for name in all(in: text).reversed()
        where ["in ", "for ", "at ", "of ", "to ", "about ", ", "].contains(where: { text.contains($0 + name) }) {
            return name
        }
        return nil
    }
}

/// Numbers in a text.
enum Numbers {
    static func all(in text: String) -> [Double] {
        tokens(text).compactMap { Double($0.replacing(",", with: "")) }
    }

    /// The number after a word of that name, or before it; nil where the text does not name it.
    static func near(_ name: String, in text: String) -> Double? {
        let tokens = text.split { $0.isWhitespace || "()".contains($0) }
        let stem = Stemmer.stem(name.lowercased())
        for (index, token) in tokens.enumerated()
        where WordSplitter.words(in: token).contains(where: { $0.stem == stem }) {
            let around = tokens[index..<min(tokens.count, index + 5)] + tokens[max(0, index - 2)..<index]
            for token in around { if let number = all(in: String(token)).first { return number } }
        }
        return nil
    }

    private static func tokens(_ text: String) -> [String] {
        var tokens: [String] = []
        var current = ""
        for character in text + " " {
            if character.isASCII, character.isNumber || (character == "." || character == ",") && !current.isEmpty {
                current.append(character)
            } else {
                while let last = current.last, last == "." || last == "," { current.removeLast() }
                if !current.isEmpty { tokens.append(current) }
                current = ""
            }
        }
        return tokens
    }
}

/// Dates in a text, as YYYY-MM-DD.
enum Dates {
    static func iso(in text: String) -> String? {
        let tokens = text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map { $0.lowercased() }
        if let plain = tokens.first(where: { $0.count == 10 && $0.split(separator: "-").count == 3 }) { return plain }
        guard let place = tokens.firstIndex(where: { month($0) != nil }), let month = month(tokens[place]) else {
            return nil
        }
        let around = [place - 1, place + 1, place - 2, place + 2].filter(tokens.indices.contains)
        let day = around.lazy.compactMap { Int(tokens[$0].prefix { $0.isNumber }) }.first { (1...31).contains($0) } ?? 1
        let year = around.lazy.compactMap { Int(tokens[$0]) }.first { $0 > 31 } ?? 1970
        return "\(year)-\(padded(month))-\(padded(day))"
    }

    private static func month(_ word: String) -> Int? {
        guard word.count >= 3 else { return nil }
        return months.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
}

/// Single tokens of a text that have a form of their own.
enum Tokens {
    private static func tokens(_ text: String) -> [Substring] {
        text.split { $0.isWhitespace || "()<>\"".contains($0) }
    }

    static func email(in text: String) -> String? {
        tokens(text).first { $0.contains("@") && $0.contains(".") }.map { trimmed($0) }
    }

    static func url(in text: String) -> String? {
        tokens(text).first { $0.hasPrefix("http://") || $0.hasPrefix("https://") }.map { trimmed($0) }
    }

    /// A code of letters and digits, a number behind `#` or `!`, or any number.
    static func identifier(in text: String) -> String? {
        let marked = tokens(text).first {
            ($0.hasPrefix("#") || $0.hasPrefix("!")) && $0.dropFirst().first?.isNumber == true
        }
        if let marked { return trimmed(marked.dropFirst()) }
        let coded = tokens(text).first {
            $0.contains(where: \.isNumber) && $0.contains(where: \.isLetter) && !$0.hasPrefix("http")
        }
        return (coded ?? tokens(text).first { $0.contains(where: \.isNumber) }).map { trimmed($0) }
    }

    /// A number with its unit: "30°C", "2161000".
    static func quantity(in text: String) -> String? {
        tokens(text).first { $0.first?.isNumber == true }.map { trimmed($0) }
    }

    /// A house number and the words behind it.
    static func street(in text: String) -> String? {
        let tokens = text.split(separator: " ")
        guard let start = tokens.firstIndex(where: { $0.allSatisfy(\.isNumber) }), start + 1 < tokens.count else {
            return nil
        }
        var parts = [tokens[start]]
        for token in tokens[(start + 1)...] {
            parts.append(token.prefix { $0 != "," })
            if token.hasSuffix(",") || token.hasSuffix(".") { break }
        }
        return parts.joined(separator: " ")
    }

    /// What stands in a fence.
    static func code(in text: String) -> String? {
        guard let open = text.firstRange(of: "```") else { return nil }
        let inner = text[open.upperBound...].drop { $0 != "\n" }.dropFirst()
        return inner.firstRange(of: "```").map { String(inner[..<$0.lowerBound]) }
    }

    /// The first dozen words.
    static func short(_ text: String) -> String {
        text.split(separator: " ").prefix(12).joined(separator: " ")
    }

    private static func trimmed(_ token: Substring) -> String {
        var token = token
        while let last = token.last, ".,;:!?'".contains(last) { token.removeLast() }
        return String(token)
    }
}
