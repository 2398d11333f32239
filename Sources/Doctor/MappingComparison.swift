import AWSCore

/// Holds an index's mapping against the one that it must have.
enum MappingComparison {
    /// What differs, each in a sentence. What the index has beside is no difference.
    static func differences(_ found: Document, _ wanted: Document, at path: String = "") -> [String] {
        var differences: [String] = []
        for (name, field) in properties(of: wanted) {
            let place = path + name
            guard let other = found["properties"]?[name] else {
                differences.append("lacks the field \(place)")
                continue
            }
            differences += compare(other, field, place)
            differences += Self.differences(other, field, at: "\(place).")
        }
        return differences
    }

    private static func properties(of mapping: Document) -> [(String, Document)] {
        mapping["properties"]?.object?.entries.map { ($0.name, $0.value) } ?? []
    }

    private static func compare(_ found: Document, _ wanted: Document, _ place: String) -> [String] {
        var differences: [String] = []
        for member in ["type", "dimension", "analyzer"] {
            guard let value = wanted[member], text(found[member]) != text(value) else { continue }
            differences.append("\(place) has the \(member) \(text(found[member])), not \(text(value))")
        }
        for member in ["name", "engine", "space_type"] {
            // The distance may stand beside the method.
            let other = found["method"]?[member] ?? (member == "space_type" ? found[member] : nil)
            guard let value = wanted["method"]?[member], text(other) != text(value) else { continue }
            differences.append("\(place) is searched with the \(member) \(text(other)), not \(text(value))")
        }
        return differences
    }

    private static func text(_ value: Document?) -> String {
        guard let value, !value.isNull else { return "none" }
        return value.string ?? value.jsonText()
    }
}
