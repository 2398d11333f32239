/// An index as bytes, and back, without what lies in the storage anyway: the documents, and the rows of vectors.
extension SearchIndex {
    /// Which document each number of a segment stands for; nil for one that was deleted, or is nested in another.
    typealias SegmentDocument = (id: String, seqNo: Int)?

    private static let mark = 0x6B61_7373_0002

    /// nil for an index with vectors that are kept nowhere else: those of nested documents.
    func segment() -> [UInt8]? {
        guard stores.isPersistent, vectors.values.allSatisfy({ !$0.isNested }) else { return nil }
        var writer = SegmentWriter()
        writer.put(Self.mark)
        writer.put(texts: self.stored.map { $0?.id ?? "" })
        writer.put(self.stored.map { Int64($0?.seqNo ?? -1) })
        writer.put(texts: paths.map { $0 ?? "" })
        writer.put(parents)
        live.write(to: &writer)
        roots.write(to: &writer)
        writer.put(deletedCount)
        write(texts, to: &writer) { $0.write(to: &$1) }
        write(integers, to: &writer) { $0.write(to: &$1) }
        write(doubles, to: &writer) { $0.write(to: &$1) }
        write(vectors, to: &writer) { field, writer in
            writer.put(field.documents)
            writer.put(field.numbers)
            writer.put(field.lengths)
        }
        return writer.bytes
    }

    private func write<Field>(
        _ fields: [String: Field], to writer: inout SegmentWriter, _ write: (Field, inout SegmentWriter) -> Void
    ) {
        writer.put(fields.count)
        for (name, field) in fields {
            writer.put(name)
            write(field, &writer)
        }
    }

    /// - Parameter documents: gets the documents that have to be given back by ``restore(_:at:)`` or deleted.
    init(
        segment: [UInt8], _ stores: VectorStores, _ mapping: Mapping, documents: inout [SegmentDocument]
    ) throws {
        var reader = SegmentReader(segment)
        guard try reader.integer() == Self.mark else { throw SegmentFailure() }
        let ids = try reader.texts()
        let seqNos = try reader.array(of: Int64.self)
        let paths = try reader.texts()
        let parents = try reader.array(of: UInt32.self)
        guard ids.count == seqNos.count, ids.count == paths.count, ids.count == parents.count else {
            throw SegmentFailure()
        }
        self.init(stores, paths: paths.map { $0.isEmpty ? nil : $0 }, parents: parents)
        let end = UInt32(ids.count)
        live = try Bitmap(from: &reader, documentsEnd: end)
        roots = try Bitmap(from: &reader, documentsEnd: end)
        deletedCount = try reader.integer()
        for _ in 0..<(try reader.count()) {
            texts[try reader.text()] = try TermField(from: &reader, documentsEnd: end)
        }
        for _ in 0..<(try reader.count()) { integers[try reader.text()] = try Column(from: &reader) }
        for _ in 0..<(try reader.count()) { doubles[try reader.text()] = try Column(from: &reader) }
        for _ in 0..<(try reader.count()) {
            let name = try reader.text()
            guard let vectors = mapping.fields[name]?.vector else { throw SegmentFailure() }
            let (documents, numbers) = (try reader.array(of: UInt32.self), try reader.array(of: UInt64.self))
            let field = VectorField(
                vectors, try stores.rows(of: name, vectors, isNested: false), documents: documents, numbers: numbers,
                lengths: try reader.array(of: Float.self))
            guard let field, documents.last.map({ $0 < end }) ?? true else { throw SegmentFailure() }
            self.vectors[name] = field
        }
        guard reader.isAtEnd, parents.allSatisfy({ $0 < end }) else { throw SegmentFailure() }
        documents = ids.indices.map { seqNos[$0] < 0 ? nil : (ids[$0], Int(seqNos[$0])) }
    }
}
