import AWSCore

/// Makes a value that satisfies a JSON schema out of a text.
struct SchemaFiller {
    let root: Document
    let text: String
    /// What to put where an answer or a summary is wanted.
    let answer: String

    init(root: Document, text: String, answer: String) {
        self.root = root
        self.text = text
        self.answer = answer
    }

    private static let depthMax = 8
    private let budget = Budget()

    /// How many values one schema may still make: definitions that hold each other would make any number.
    private final class Budget {
        var left = 1000
    }

    func fill(_ schema: Document, name: String, depth: Int = 0) -> Document {
        budget.left -= 1
        guard depth < Self.depthMax, budget.left > 0 else { return .null }
        let schema = resolved(schema)
        if let values = schema["enum"]?.list, !values.isEmpty { return chosen(values) }
        if let constant = schema["const"] { return constant }
        for key in ["anyOf", "oneOf", "allOf"] {
            if let option = schema[key]?.list?.first(where: { $0["type"]?.string != "null" }) {
                return fill(option, name: name, depth: depth + 1)
            }
        }
        switch Self.type(of: schema) {
        case "object": return object(schema, name: name, depth: depth)
        case "array": return array(schema, name: name, depth: depth)
        case "integer": return .number(Number(Int(number(schema, name: name) ?? 1)))
        case "number": return .number(Number(number(schema, name: name) ?? 1))
        case "boolean": return .bool(boolean(schema, name: name))
        case "null": return .null
        default: return .string(string(schema, name: name))
        }
    }

    private static func type(of schema: Document) -> String {
        if let type = schema["type"]?.string { return type }
        if let types = schema["type"]?.list { return types.compactMap(\.string).first { $0 != "null" } ?? "null" }
        return schema["properties"] == nil ? "string" : "object"
    }

    /// Follows `$ref` into the schema's own definitions.
    private func resolved(_ schema: Document) -> Document {
        guard let reference = schema["$ref"]?.string, reference.hasPrefix("#/") else { return schema }
        var found: Document? = root
        for part in reference.dropFirst(2).split(separator: "/") { found = found?[String(part)] }
        return found ?? schema
    }

    private func object(_ schema: Document, name: String, depth: Int) -> Document {
        let required = Set((schema["required"]?.list ?? []).compactMap(\.string))
        var members = Document.Object()
        for entry in schema["properties"]?.object?.entries ?? [] {
            guard required.contains(entry.name) || isCalledFor(entry.name, entry.value) else { continue }
            members.entries.append(.init(entry.name, fill(entry.value, name: entry.name, depth: depth + 1)))
        }
        return .object(members)
    }

    /// Optional members are filled only where the text speaks of them.
    private func isCalledFor(_ name: String, _ schema: Document) -> Bool {
        let stems = Set(WordSplitter.words(in: text).map(\.stem))
        if let values = resolved(schema)["enum"]?.list {
            return values.contains { value in
                WordSplitter.words(in: value.string ?? "").allSatisfy { stems.contains($0.stem) }
            }
        }
        return WordSplitter.words(in: name.replacing("_", with: " ")).contains {
            stems.contains($0.stem) && $0.text.count > 2
        }
    }

    private func array(_ schema: Document, name: String, depth: Int) -> Document {
        let count = max(schema["minItems"]?.int ?? 0, 1)
        let items = schema["items"] ?? ["type": "string"]
        let isText = Self.type(of: resolved(items)) == "string" && resolved(items)["enum"] == nil
        var values: [Document] = isText ? Entities.all(in: text).map { .string($0) } : []
        if values.isEmpty, schema["minItems"]?.int == 0 || !isText && schema["minItems"] == nil { return .list([]) }
        while values.count < count { values.append(fill(items, name: name, depth: depth + 1)) }
        return .list(Array(values.prefix(schema["maxItems"]?.int ?? 20)))
    }

    private func chosen(_ values: [Document]) -> Document {
        let stems = Set(WordSplitter.words(in: text).map(\.stem))
        let best = values.max { Self.overlap($0, stems) < Self.overlap($1, stems) }
        guard let best, Self.overlap(best, stems) > 0 else { return values[0] }
        return best
    }

    private static func overlap(_ value: Document, _ stems: Set<String>) -> Double {
        let words = WordSplitter.words(in: (value.string ?? "").replacing("_", with: " "))
        guard !words.isEmpty else { return 0 }
        let found = words.filter { word in
            stems.contains(word.stem) || stems.contains { Synonyms.areRelated($0, word.stem) }
        }
        return Double(found.count) / Double(words.count)
    }

    private func boolean(_ schema: Document, name: String) -> Bool {
        if let standard = schema["default"]?.bool { return standard }
        let stems = Set(WordSplitter.words(in: text).map(\.stem))
        return WordSplitter.words(in: name.replacing("_", with: " ")).contains { stems.contains($0.stem) }
    }

    /// The number that stands nearest to the parameter's name, within the schema's bounds.
    private func number(_ schema: Document, name: String) -> Double? {
        var value = Numbers.near(name, in: text) ?? schema["default"]?.double
        if value == nil, ["limit", "k", "count", "top_k", "max_results", "size"].contains(name.lowercased()) {
            value = 5
        }
        if name.lowercased() == "confidence" {
            value = value.map { $0 > 1 ? $0 / 100 : $0 } ?? (answer.isEmpty ? 0.3 : 0.9)
        }
        var number = value ?? Numbers.all(in: text).first ?? schema["minimum"]?.double ?? 0
        if let low = schema["minimum"]?.double { number = max(number, low) }
        if let low = schema["exclusiveMinimum"]?.double, number <= low { number = low + 1 }
        if let high = schema["maximum"]?.double { number = min(number, high) }
        if let high = schema["exclusiveMaximum"]?.double, number >= high { number = high - 1 }
        return number
    }

    private func string(_ schema: Document, name: String) -> String {
        let value = StringFiller(text: text, answer: answer).value(name: name, schema: schema)
        var characters = value
        if let longest = schema["maxLength"]?.int, characters.count > longest {
            characters = String(characters.prefix(longest))
        }
        if let shortest = schema["minLength"]?.int {
            while characters.count < shortest { characters += characters.isEmpty ? "unspecified" : " " + characters }
            if let longest = schema["maxLength"]?.int { characters = String(characters.prefix(longest)) }
        }
        return characters
    }

    static func isEntityName(_ name: String) -> Bool {
        [
            "city", "location", "place", "country", "town", "region", "name", "person", "user", "company", "symbol",
            "ticker",
        ]
        .contains(name.lowercased())
    }
}
