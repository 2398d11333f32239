/// One index of documents as searches see it: a value, so that a search keeps what it began with.
///
/// Documents are numbered as they come. Those nested in a document come right before it.
struct SearchIndex: Sendable {
    var texts = FieldTable<TermField>()
    var integers = FieldTable<Column<Int64>>()
    var doubles = FieldTable<Column<Double>>()
    var vectors: [String: VectorField] = [:]
    private(set) var stored: DocumentTable
    /// The nested path of each document; nil for those that stand for themselves.
    private(set) var paths: [String?] = []
    /// The document that each one is nested in, or itself.
    private(set) var parents: [UInt32] = []
    var live = Bitmap()
    /// Documents that are nested in none, and alive.
    var roots = Bitmap()
    var deletedCount = 0

    /// Where vectors are kept.
    let stores: VectorStores

    init(_ stores: VectorStores, _ stored: DocumentTable = DocumentTable()) {
        (self.stores, self.stored) = (stores, stored)
    }

    /// What comes out of a segment.
    init(_ stores: VectorStores, _ stored: DocumentTable, paths: [String?], parents: [UInt32]) {
        self.init(stores, stored)
        (self.paths, self.parents) = (paths, parents)
    }

    var documentCount: Int { roots.count }
    /// Of all documents, nested and deleted ones too.
    var numbersEnd: Int { stored.count }

    func number(of id: String) -> UInt32? { stored.number(of: id) }
    func document(of id: String) -> StoredDocument? { number(of: id).flatMap { stored[Int($0)] } }

    /// - Parameter keepsRows: the rows of vectors that are there are this document's, from before.
    /// - Throws: what the storage of vectors throws.
    mutating func append(
        _ document: IndexableDocument, as stored: StoredDocument, keepsRows: Bool = false
    ) throws {
        let first = UInt32(self.stored.count)
        try appendNested(of: document)
        let number = UInt32(self.stored.count)
        try append(document, path: nil, stored: stored, keepsRows: keepsRows)
        for nested in first..<number where parents[Int(nested)] == nested { parents[Int(nested)] = number }
        roots.insert(number)
    }

    private mutating func appendNested(of document: IndexableDocument) throws {
        for (path, nested) in document.nested {
            let first = UInt32(stored.count)
            try appendNested(of: nested)
            let number = UInt32(stored.count)
            try append(nested, path: path, stored: nil, keepsRows: false)
            for inner in first..<number where parents[Int(inner)] == inner { parents[Int(inner)] = number }
        }
    }

    private mutating func append(
        _ document: IndexableDocument, path: String?, stored: StoredDocument?, keepsRows: Bool
    ) throws {
        let number = UInt32(self.stored.count)
        self.stored.append(stored)
        paths.append(path)
        parents.append(number)
        live.insert(number)
        for (name, content) in document.fields {
            if case .vector(let vector, let mapping) = content {
                try append(vector, mapping, to: name, of: number, stored, keepsRows: keepsRows)
            } else {
                append(content, to: name, of: number)
            }
        }
    }

    private mutating func append(
        _ vector: [Float], _ mapping: VectorMapping, to name: String, of number: UInt32, _ stored: StoredDocument?,
        keepsRows: Bool
    ) throws {
        let isNested = stored == nil
        if vectors[name] == nil {
            let rows = try stores.rows(of: name, mapping, isNested: isNested)
            vectors[name] = VectorField(mapping, rows, isNested: isNested)
        }
        // Rows that outlive this process need numbers that do.
        let row = stores.isPersistent && !isNested ? stored.map { UInt64($0.seqNo) } : nil
        let isKept = keepsRows && (row.map { vectors[name]?.rows.contains($0) ?? false } ?? false)
        try vectors[name]?.append(vector, for: number, row: row ?? UInt64(number), isKept: isKept)
    }

    private mutating func append(_ content: IndexableDocument.Content, to name: String, of number: UInt32) {
        switch content {
        case .text(let values, let analyzer):
            texts[name, default: TermField(hasNorms: true)].append(Self.tokens(of: values, analyzer), for: number)
        case .keywords(let values): texts[name, default: TermField(hasNorms: false)].append(values, for: number)
        case .integers(let values): integers[name, default: Column()].append(values, for: number)
        case .doubles(let values): doubles[name, default: Column()].append(values, for: number)
        case .vector: break
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

    mutating func delete(_ id: String) {
        guard let number = stored.remove(id) else { return }
        roots.remove(number)
        live.remove(number)
        deletedCount += 1
        var nested = number
        while nested > 0, root(of: nested - 1) == number {
            nested -= 1
            live.remove(nested)
        }
    }

    /// Searches that begin from now on do not see what was overwritten until now.
    mutating func renewSources() { stored.renew() }

    /// The vectors of the field are of documents in documents.
    func isNested(_ field: String) -> Bool { vectors[field]?.isNested ?? false }

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
