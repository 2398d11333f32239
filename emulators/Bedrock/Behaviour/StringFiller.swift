import AWSCore

/// Finds the words of a text that belong into a parameter of that name.
struct StringFiller {
    let text: String
    let answer: String

    func value(name: String, schema: Document) -> String {
        if let standard = schema["default"]?.string { return standard }
        let key = name.lowercased()
        if SchemaFiller.isEntityName(key), let newest = Entities.all(in: told).first { return newest }
        let format = schema["format"]?.string ?? ""
        if format == "date" || key == "date" || key.hasSuffix("_date") { return Dates.iso(in: text) ?? "1970-01-01" }
        if format == "date-time" { return (Dates.iso(in: text) ?? "1970-01-01") + "T00:00:00Z" }
        if format == "email" || key.contains("email") { return Tokens.email(in: text) ?? "unknown@example.com" }
        if format == "uri" || key.contains("url") || key == "link" {
            return Tokens.url(in: text) ?? "https://example.com"
        }
        if ToolArguments.queryNames.contains(key) { return question }
        if let value = labelled(key) { return value }
        if ["answer", "summary", "response", "reply", "final_answer", "result"].contains(key) {
            return answer.isEmpty ? question : answer
        }
        if ["temperature", "population", "price", "amount", "value"].contains(key),
            let value = Tokens.quantity(in: text)
        {
            return value
        }
        if key == "street" || key.contains("address") {
            return Tokens.street(in: text) ?? entity(last: false) ?? question
        }
        if key.hasSuffix("id") || key == "key" || key == "iid" || key == "number" {
            return Tokens.identifier(in: text) ?? question
        }
        if ["code", "diff", "snippet", "patch"].contains(key) { return Tokens.code(in: text) ?? question }
        if ["title", "subject", "topic", "headline"].contains(key) { return Tokens.short(question) }
        if ["city", "location", "place", "town", "region", "country"].contains(key) {
            return Entities.place(in: text) ?? entity(last: true) ?? question
        }
        if ["name", "person", "user", "username", "company", "customer", "symbol", "ticker", "language"].contains(key)
            || key.hasSuffix("_name")
        {
            return entity(last: false) ?? question
        }
        return question
    }

    /// The last line is the user's: what came before it was given back by tools.
    private var question: String {
        let line = text.split(separator: "\n").last.map(String.init) ?? text
        return String(line.trimmed)
    }

    /// What tools gave back: all lines but the last.
    private var told: String { text.split(separator: "\n").dropLast().joined(separator: "\n") }

    private func entity(last: Bool) -> String? {
        let entities = Entities.all(in: text)
        return last ? entities.last : entities.first
    }

    /// "priority: high", "title is ...": said by the user in so many words.
    private func labelled(_ key: String) -> String? {
        let lower = text.lowercased()
        let label = key.replacing("_", with: " ")
        for separator in [": ", " is ", " = ", "="] {
            guard let found = lower.firstRange(of: label + separator),
                found.lowerBound == lower.startIndex
                    || !(lower[..<found.lowerBound].last?.isLetter ?? false)
            else { continue }
            let distance = lower.utf8.distance(from: lower.startIndex, to: found.upperBound)
            guard lower.utf8.count == text.utf8.count else { return nil }
            let start = text.utf8.index(text.startIndex, offsetBy: distance)
            let value = text[start...].prefix { !",;\n".contains($0) }.trimmed
            if (1...200).contains(value.count) { return String(value) }
        }
        return nil
    }
}
