/// An index as bytes, and back, without what lies in the storage anyway: the documents and their vectors.
extension SearchIndex {
    /// Which document each number of a segment stands for; nil for one that was deleted, or is nested in another.
    typealias SegmentDocument = (id: String, seqNo: Int)?

    private static let mark = 0x6B61_7373_0001

    /// - Parameter vectors: that the stored documents hold. Where the index has others, it cannot be written.
    func segment(vectors stored: (StoredDocument) -> Int) -> [UInt8]? {
        let living = self.stored.indices.lazy.filter { live.contains(UInt32($0)) }.map { UInt32($0) }
        let held = living.reduce(0) { $0 + (self.stored[Int($1)].map(stored) ?? 0) }
        guard held == vectors.values.reduce(0, { $0 + $1.documents.count { live.contains($0) } }) else { return nil }
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
    init(segment: [UInt8], documents: inout [SegmentDocument]) throws(SegmentFailure) {
        var reader = SegmentReader(segment)
        guard try reader.integer() == Self.mark else { throw SegmentFailure() }
        let ids = try reader.texts()
        let seqNos = try reader.array(of: Int64.self)
        let paths = try reader.texts()
        let parents = try reader.array(of: UInt32.self)
        guard ids.count == seqNos.count, ids.count == paths.count, ids.count == parents.count else {
            throw SegmentFailure()
        }
        self.init(paths: paths.map { $0.isEmpty ? nil : $0 }, parents: parents)
        let end = UInt32(ids.count)
        live = try Bitmap(from: &reader, documentsEnd: end)
        roots = try Bitmap(from: &reader, documentsEnd: end)
        deletedCount = try reader.integer()
        for _ in 0..<(try reader.count()) {
            texts[try reader.text()] = try TermField(from: &reader, documentsEnd: end)
        }
        for _ in 0..<(try reader.count()) { integers[try reader.text()] = try Column(from: &reader) }
        for _ in 0..<(try reader.count()) { doubles[try reader.text()] = try Column(from: &reader) }
        guard reader.isAtEnd, parents.allSatisfy({ $0 < end }) else { throw SegmentFailure() }
        documents = ids.indices.map { seqNos[$0] < 0 ? nil : (ids[$0], Int(seqNos[$0])) }
    }
}
