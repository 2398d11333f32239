/// An index as a segment, and back, without what lies elsewhere: the sources of documents, and the rows of vectors.
extension SearchIndex {
    /// nil for an index with vectors that are kept nowhere else: those of nested documents.
    func segment() -> SegmentFile.Writer? {
        guard stores.isPersistent, vectors.values.allSatisfy({ !$0.isNested }) else { return nil }
        var file = SegmentFile.Writer()
        file.section(.documents) { SegmentDocuments.write(stored.documents, to: &$0) }
        file.section(.structure) { writer in
            let hasNested = paths.contains { $0 != nil }
            writer.put(texts: hasNested ? paths.map { $0 ?? "" } : [])
            writer.put(hasNested ? parents : [])
            live.write(to: &writer)
            roots.write(to: &writer)
            writer.put(deletedCount)
        }
        for (name, field) in texts.all { file.section(.text, name) { field.write(to: &$0) } }
        for (name, field) in integers.all { file.section(.integers, name) { field.write(to: &$0) } }
        for (name, field) in doubles.all { file.section(.doubles, name) { field.write(to: &$0) } }
        for (name, field) in vectors {
            file.section(.vectors, name) { writer in
                writer.put(field.documents)
                writer.put(field.numbers)
                writer.put(field.lengths)
            }
        }
        return file
    }

    /// - Complexity: O(n), but for a few bytes a document; documents and fields are read when they are asked for.
    init(
        segment: SegmentFile, _ stores: VectorStores, _ mapping: Mapping, _ origin: DocumentOrigin
    ) throws {
        guard var documents = segment.section(.documents), var structure = segment.section(.structure) else {
            throw SegmentFailure()
        }
        let stored = try SegmentDocuments(from: &documents)
        let end = UInt32(stored.count)
        let paths = try structure.texts()
        let parents = try structure.array(of: UInt32.self)
        guard paths.count == parents.count, paths.isEmpty || paths.count == stored.count,
            parents.allSatisfy({ $0 < end })
        else { throw SegmentFailure() }
        self.init(
            stores, DocumentTable(stored, origin),
            paths: paths.isEmpty ? Array(repeating: nil, count: stored.count) : paths.map { $0.isEmpty ? nil : $0 },
            parents: parents.isEmpty ? Array(0..<end) : parents)
        live = try Bitmap(from: &structure, documentsEnd: end)
        roots = try Bitmap(from: &structure, documentsEnd: end)
        deletedCount = try structure.integer()
        texts = Self.fields(.text, of: segment) { (reader: inout SegmentReader) throws(SegmentFailure) in
            try TermField(from: &reader, documentsEnd: end)
        }
        integers = Self.fields(.integers, of: segment) { (reader: inout SegmentReader) throws(SegmentFailure) in
            try Column(from: &reader)
        }
        doubles = Self.fields(.doubles, of: segment) { (reader: inout SegmentReader) throws(SegmentFailure) in
            try Column(from: &reader)
        }
        for name in segment.fields(.vectors) {
            guard let vectors = mapping.fields[name]?.vector, var reader = segment.section(.vectors, name) else {
                throw SegmentFailure()
            }
            let (documents, numbers) = (try reader.array(of: UInt32.self), try reader.array(of: UInt64.self))
            let field = VectorField(
                vectors, try stores.rows(of: name, vectors, isNested: false), documents: documents, numbers: numbers,
                lengths: try reader.array(of: Float.self))
            guard let field, documents.last.map({ $0 < end }) ?? true else { throw SegmentFailure() }
            self.vectors[name] = field
        }
    }

    private static func fields<Field>(
        _ kind: SegmentFile.Kind, of segment: SegmentFile,
        _ read: @escaping @Sendable (inout SegmentReader) throws(SegmentFailure) -> Field
    ) -> FieldTable<Field> {
        FieldTable(
            SegmentFields(segment.fields(kind)) { name in
                segment.section(kind, name).map { section in
                    var section = section
                    // The checksum was right, so this is what a writer of this version wrote.
                    guard let field = try? read(&section) else {
                        preconditionFailure("the field \(name) of a segment is not what was written")
                    }
                    return field
                }
            })
    }
}
