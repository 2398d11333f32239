/// The documents of a segment, read one by one where they lie.
final class SegmentDocuments: Sendable {
    private let ids: SegmentTexts
    private let seqNos: SegmentArray<Int64>
    private let versions: SegmentArray<Int64>
    private let byteCounts: SegmentArray<Int64>
    /// None where no document has one.
    private let routings: SegmentTexts
    /// A table by the hash of ids: the number of a document and one, or 0. A power of two long.
    private let slots: SegmentArray<UInt32>

    init(from reader: inout SegmentReader) throws(SegmentFailure) {
        ids = try reader.textsInPlace()
        seqNos = try reader.arrayInPlace(of: Int64.self)
        versions = try reader.arrayInPlace(of: Int64.self)
        byteCounts = try reader.arrayInPlace(of: Int64.self)
        routings = try reader.textsInPlace()
        slots = try reader.arrayInPlace(of: UInt32.self)
        let counts = [seqNos.count, versions.count, byteCounts.count]
        guard counts.allSatisfy({ $0 == ids.count }), routings.count == 0 || routings.count == ids.count,
            slots.count > ids.count, slots.count & (slots.count - 1) == 0
        else { throw SegmentFailure() }
    }

    /// - Parameter documents: nil for those that are gone, or nested in others.
    static func write(_ documents: [StoredDocument?], to writer: inout SegmentWriter) {
        writer.put(texts: documents.map { $0?.id ?? "" })
        writer.put(documents.map { Int64($0?.seqNo ?? -1) })
        writer.put(documents.map { Int64($0?.version ?? 0) })
        writer.put(documents.map { Int64($0?.source.byteCount ?? 0) })
        // An empty routing is none.
        let isRouted = documents.contains { $0?.routing?.isEmpty == false }
        writer.put(texts: isRouted ? documents.map { $0?.routing ?? "" } : [])
        writer.put(slots(documents))
    }

    private static func slots(_ documents: [StoredDocument?]) -> [UInt32] {
        var count = 4
        while count < documents.count * 2 { count *= 2 }
        var slots = [UInt32](repeating: 0, count: count)
        for case (let number, let document?) in documents.enumerated() {
            var slot = hash(document.id) & (count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (count - 1) }
            slots[slot] = UInt32(number) + 1
        }
        return slots
    }

    /// FNV-1a, the same in every process.
    private static func hash(_ id: String) -> Int {
        let hash = id.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ hash >> 32) & 0x7FFF_FFFF_FFFF_FFFF)
    }

    var count: Int { ids.count }

    func number(of id: String) -> Int? {
        var slot = Self.hash(id) & (slots.count - 1)
        while case let entry = Int(slots[slot]), entry > 0 {
            if entry <= count, ids[entry - 1] == id { return entry - 1 }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Whether a document stands for itself, and was there when the segment was written.
    func isDocument(_ number: Int) -> Bool { seqNos[number] >= 0 }

    func byteCount(_ number: Int) -> Int { Int(byteCounts[number]) }

    /// - Parameter origin: where its source is.
    func document(_ number: Int, _ origin: DocumentOrigin) -> StoredDocument? {
        guard isDocument(number) else { return nil }
        let (id, seqNo) = (ids[number], Int(seqNos[number]))
        let routing = routings.count == 0 || routings[number].isEmpty ? nil : routings[number]
        return StoredDocument(
            id: id, source: StoredSource(.row(DocumentRow(origin, id: id, seqNo: seqNo)), byteCount: byteCount(number)),
            version: Int(versions[number]), seqNo: seqNo, routing: routing)
    }
}
