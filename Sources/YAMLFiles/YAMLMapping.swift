import Yams

/// A mapping of a YAML file, whose names can be held against those that are known.
package struct YAMLMapping {
    package let value: YAMLValue
    package let what: String
    /// In the file's order.
    package let entries: [(name: String, value: YAMLValue)]
    /// Where each name stands, in the same order.
    private let names: [YAMLValue]

    init(_ mapping: Node.Mapping, of value: YAMLValue, _ what: String) throws(FileMistake) {
        self.value = value
        self.what = what
        var entries: [(name: String, value: YAMLValue)] = []
        var names: [YAMLValue] = []
        for (key, node) in mapping {
            let place = YAMLValue(key, file: value.file)
            guard let name = key.scalar?.string else { throw place.mistake("the names in \(what) are texts") }
            entries.append((name, YAMLValue(node, file: value.file)))
            names.append(place)
        }
        self.entries = entries
        self.names = names
    }

    package subscript(name: String) -> YAMLValue? { entries.first { $0.name == name }?.value }

    package func required(_ name: String) throws(FileMistake) -> YAMLValue {
        guard let found = self[name] else { throw value.mistake("\(what) lacks `\(name)`") }
        return found
    }

    /// - Throws: for a name that is not among `known`, with the one that was probably meant.
    package func check(known: [String]) throws(FileMistake) {
        for (entry, place) in zip(entries, names) where !known.contains(entry.name) {
            let hint = Spelling.nearest(to: entry.name, among: known).map { "; did you mean `\($0)`?" }
            throw place.mistake(
                "\(what) knows no `\(entry.name)`\(hint ?? ": it has \(known.map { "`\($0)`" }.joined(separator: ", "))")"
            )
        }
    }
}
