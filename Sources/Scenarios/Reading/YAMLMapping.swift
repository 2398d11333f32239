import Yams

/// A mapping of a YAML file, whose names can be held against those that are known.
struct YAMLMapping {
    let value: YAMLValue
    let what: String
    /// In the file's order.
    let entries: [(name: String, value: YAMLValue)]

    init(_ mapping: Node.Mapping, of value: YAMLValue, _ what: String) throws(ScenarioMistake) {
        self.value = value
        self.what = what
        var entries: [(name: String, value: YAMLValue)] = []
        for (key, node) in mapping {
            guard let name = key.scalar?.string else {
                throw YAMLValue(key, file: value.file).mistake("the names in \(what) are texts")
            }
            entries.append((name, YAMLValue(node, file: value.file)))
        }
        self.entries = entries
    }

    subscript(name: String) -> YAMLValue? { entries.first { $0.name == name }?.value }

    func required(_ name: String) throws(ScenarioMistake) -> YAMLValue {
        guard let found = self[name] else { throw value.mistake("\(what) lacks `\(name)`") }
        return found
    }

    /// - Throws: for a name that is not among `known`, with the one that was probably meant.
    func check(known: [String]) throws(ScenarioMistake) {
        for entry in entries where !known.contains(entry.name) {
            let hint = Spelling.nearest(to: entry.name, among: known).map { "; did you mean `\($0)`?" }
            throw entry.value.mistake(
                "\(what) knows no `\(entry.name)`\(hint ?? ": it has \(known.map { "`\($0)`" }.joined(separator: ", "))")"
            )
        }
    }
}

/// What someone may have meant to write.
enum Spelling {
    /// The name that takes the fewest edits, if they are few.
    static func nearest(to word: String, among names: [String]) -> String? {
        let scored = names.map { (name: $0, edits: edits(Array(word.lowercased().utf8), Array($0.lowercased().utf8))) }
        guard let best = scored.min(by: { $0.edits < $1.edits }) else { return nil }
        return best.edits <= max(1, word.utf8.count / 3) ? best.name : nil
    }

    /// Levenshtein's distance.
    private static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let substituted = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substituted, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[right.count]
    }
}
