/// One index of documents as searches see it: a value, so that a search keeps what it began with.
///
/// Documents are numbered as they come. Those nested in a document come right before it.
struct SearchIndex: Sendable {
    var texts: [String: TermField] = [:]
    var integers: [String: Column<Int64>] = [:]
    var doubles: [String: Column<Double>] = [:]
    private(set) var vectors: [String: any VectorIndex] = [:]
    private(set) var stored: [StoredDocument?] = []
    /// The nested path of each document; nil for those that stand for themselves.
    private(set) var paths: [String?] = []
    /// The document that each one is nested in, or itself.
    private(set) var parents: [UInt32] = []
    var live = Bitmap()
    /// Documents that are nested in none, and alive.
    var roots = Bitmap()
    private var numbers: [String: UInt32] = [:]
    var deletedCount = 0

    init() {}

    /// As many documents, none of which is there yet: for what comes out of a segment.
    init(paths: [String?], parents: [UInt32]) {
        self.paths = paths
        self.parents = parents
        stored = Array(repeating: nil, count: paths.count)
    }

    var documentCount: Int { roots.count }
    /// Of all documents, nested and deleted ones too.
    var numbersEnd: Int { stored.count }

    func number(of id: String) -> UInt32? { numbers[id] }

    mutating func append(_ document: IndexableDocument, as stored: StoredDocument) {
        let first = UInt32(self.stored.count)
        appendNested(of: document)
        let number = UInt32(self.stored.count)
        append(document, path: nil, stored: stored)
        for nested in first..<number where parents[Int(nested)] == nested { parents[Int(nested)] = number }
        roots.insert(number)
        numbers[stored.id] = number
    }

    private mutating func appendNested(of document: IndexableDocument) {
        for (path, nested) in document.nested {
            let first = UInt32(stored.count)
            appendNested(of: nested)
            let number = UInt32(stored.count)
            append(nested, path: path, stored: nil)
            for inner in first..<number where parents[Int(inner)] == inner { parents[Int(inner)] = number }
        }
    }

    private mutating func append(_ document: IndexableDocument, path: String?, stored: StoredDocument?) {
        let number = UInt32(self.stored.count)
        self.stored.append(stored)
        paths.append(path)
        parents.append(number)
        live.insert(number)
        for (name, content) in document.fields { append(content, to: name, of: number) }
    }

    private mutating func append(_ content: IndexableDocument.Content, to name: String, of number: UInt32) {
        switch content {
        case .text(let values, let analyzer):
            texts[name, default: TermField(hasNorms: true)].append(Self.tokens(of: values, analyzer), for: number)
        case .keywords(let values): texts[name, default: TermField(hasNorms: false)].append(values, for: number)
        case .integers(let values): integers[name, default: Column()].append(values, for: number)
        case .doubles(let values): doubles[name, default: Column()].append(values, for: number)
        case .vector(let vector, let mapping):
            let capacity = stored.count - Int(number)
            vectors[name, default: ExactVectorIndex(mapping.space, dimension: vector.count, capacity: capacity)]
                .append(vector, for: number)
        }
    }

    private static func tokens(of values: [String], _ analyzer: Analyzer) -> [Token] {
        guard values.count > 1 else { return values.first.map(analyzer.tokens) ?? [] }
        var all: [Token] = []
        var base = 0
        for value in values {
            let tokens = analyzer.tokens(of: value)
            for token in tokens {
                var token = token
                token.position += base
                all.append(token)
            }
            base = (all.last?.position ?? base) + 1 + analyzer.positionGap
        }
        return all
    }

    /// Gives a document that came out of a segment back what the segment leaves to the storage.
    mutating func restore(
        _ document: StoredDocument, at number: Int, _ vectors: [(name: String, content: IndexableDocument.Content)]
    ) {
        stored[number] = document
        numbers[document.id] = UInt32(number)
        for (name, content) in vectors { append(content, to: name, of: UInt32(number)) }
    }

    /// Deletes a document that came out of a segment and is in the storage no more.
    mutating func forget(_ id: String, at number: Int) {
        numbers[id] = UInt32(number)
        delete(id)
    }

    mutating func delete(_ id: String) {
        guard let number = numbers.removeValue(forKey: id) else { return }
        roots.remove(number)
        live.remove(number)
        stored[Int(number)] = nil
        deletedCount += 1
        var nested = number
        while nested > 0, root(of: nested - 1) == number {
            nested -= 1
            live.remove(nested)
        }
    }

    func parent(of document: UInt32) -> UInt32 { parents[Int(document)] }

    func root(of document: UInt32) -> UInt32 {
        var document = document
        while parents[Int(document)] != document { document = parents[Int(document)] }
        return document
    }

    func path(of document: UInt32) -> String? { paths[Int(document)] }

    /// Documents that have a value of `field`, deleted ones too.
    func documents(having field: String) -> [UInt32] {
        if let terms = texts[field] { return terms.present.documents }
        if let column = integers[field] { return column.documents }
        if let column = doubles[field] { return column.documents }
        return vectors[field]?.documents ?? []
    }

    /// The documents of `path` that are nested in `document`, which comes right behind them.
    func nested(in document: UInt32, path: String) -> [UInt32] {
        var found: [UInt32] = []
        var number = document
        while number > 0, root(of: number - 1) == root(of: document), number - 1 != document {
            number -= 1
            if paths[Int(number)] == path, ancestor(of: number, document) { found.append(number) }
        }
        return found.reversed()
    }

    private func ancestor(of nested: UInt32, _ document: UInt32) -> Bool {
        var number = nested
        while parents[Int(number)] != number {
            number = parents[Int(number)]
            if number == document { return true }
        }
        return false
    }
}
