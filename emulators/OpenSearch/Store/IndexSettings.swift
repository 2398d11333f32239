import AWSCore
import AWSOpenSearch

/// The settings of an index by their full names (`index.number_of_shards`); values are texts, or lists of them.
struct IndexSettings: Hashable, Sendable {
    private(set) var values: [String: Document]

    init(stored: Document.Object) {
        values = Dictionary(stored.entries.map { ($0.name, $0.value) }) { $1 }
    }

    /// - Parameter given: nested or by full names, with or without `index.`.
    init(given: Document.Object) {
        values = [:]
        Self.flatten(.object(given), at: "", into: &values)
    }

    private static func flatten(_ value: Document, at path: String, into values: inout [String: Document]) {
        switch value {
        case .object(let object):
            for entry in object.entries {
                let isRoot = path.isEmpty
                let name =
                    isRoot && entry.name != "index" && !entry.name.hasPrefix("index.")
                    ? "index.\(entry.name)" : isRoot ? entry.name : "\(path).\(entry.name)"
                flatten(entry.value, at: name, into: &values)
            }
        case .list(let elements):
            values[path] = .list(elements.map { $0.scalarText.map { .string($0) } ?? $0 })
        case .null: values[path] = .null
        default: values[path] = .string(value.scalarText ?? "")
        }
    }

    subscript(name: String) -> Document? {
        get { values[name] }
        set { values[name] = newValue }
    }

    func text(_ name: String) -> String? { values[name]?.string }
    func integer(_ name: String) -> Int? { values[name]?.integerText }

    /// A null takes a setting away.
    mutating func merge(_ other: IndexSettings, keepingExisting: Bool = false) {
        for (name, value) in other.values where !keepingExisting || values[name] == nil {
            values[name] = value.isNull ? nil : value
        }
    }

    private var sorted: [Document.Entry] {
        values.sorted { TermOrder.precedes($0.key, $1.key) }.map { Document.Entry($0.key, $0.value) }
    }

    var stored: Document.Object { .init(sorted) }

    /// As OpenSearch shows them.
    func document(isFlat: Bool = false, where isShown: (String) -> Bool = { _ in true }) -> Document {
        let shown = sorted.filter { isShown($0.name) }
        if isFlat { return .object(.init(shown)) }
        var tree = Document.Object()
        for entry in shown {
            Self.insert(entry.value, entry.name.split(separator: ".").map(String.init)[...], into: &tree)
        }
        return .object(tree)
    }

    private static func insert(_ value: Document, _ path: ArraySlice<String>, into tree: inout Document.Object) {
        guard let name = path.first else { return }
        guard path.count > 1 else {
            tree[name] = value
            return
        }
        var inner = tree[name]?.object ?? .init()
        insert(value, path.dropFirst(), into: &inner)
        tree[name] = .object(inner)
    }

    /// What stands under `index.analysis`.
    var analysis: Document { document { $0.hasPrefix("index.analysis.") }["index"]?["analysis"] ?? .object(.init()) }

    var shards: Int { integer("index.number_of_shards") ?? 1 }
    var replicas: Int { integer("index.number_of_replicas") ?? 1 }
    var isNearest: Bool { values["index.knn"]?.truth ?? false }
    var resultWindow: Int { integer("index.max_result_window") ?? Limits.resultWindow }
}
