/// A field as bytes, and back: what analysis has made of texts, so that they need not be analyzed again.
extension TermField {
    func write(to writer: inout SegmentWriter) {
        writer.put(hasNorms ? 1 : 0)
        writer.put(documentCount)
        writer.put(totalLength)
        writer.put(texts: terms)
        writer.put(norms)
        present.write(to: &writer)
        values.write(to: &writer)
        // Of all terms one behind the other: few large arrays are read faster than many small ones.
        writer.put(postings.map { UInt32($0.documents.count) })
        writer.put(postings.flatMap(\.documents))
        guard hasNorms else { return }
        writer.put(postings.flatMap(\.frequencies))
        writer.put(postings.flatMap(\.positions))
    }

    /// - Parameter end: of the numbers of documents.
    init(from reader: inout SegmentReader, documentsEnd end: UInt32) throws(SegmentFailure) {
        let hasNorms = try reader.integer() == 1
        let documentCount = try reader.integer()
        let totalLength = try reader.integer()
        let terms = try reader.texts()
        let norms = try reader.array(of: UInt8.self)
        let present = try Bitmap(from: &reader, documentsEnd: end)
        let values = try Column<UInt32>(from: &reader)
        let counts = try reader.array(of: UInt32.self)
        var parts = PostingsParts(documents: try reader.array(of: UInt32.self))
        if hasNorms {
            parts.frequencies = try reader.array(of: UInt32.self)
            parts.positions = try reader.array(of: UInt32.self)
        }
        guard counts.count == terms.count, parts.documents.allSatisfy({ $0 < end }) else { throw SegmentFailure() }
        var postings: [Postings] = []
        postings.reserveCapacity(counts.count)
        for count in counts { postings.append(try parts.next(Int(count))) }
        self.init(
            terms: terms, postings: postings, norms: hasNorms ? norms : nil, documentCount: documentCount,
            totalLength: totalLength, present: present, values: values)
    }
}

/// Gives each term its part of arrays that hold the postings of all terms.
private struct PostingsParts {
    let documents: [UInt32]
    var frequencies: [UInt32]?
    var positions: [UInt32] = []
    private var place = 0
    private var positionPlace = 0

    init(documents: [UInt32]) {
        self.documents = documents
    }

    mutating func next(_ count: Int) throws(SegmentFailure) -> Postings {
        let end = place + count
        guard end <= documents.count, frequencies.map({ end <= $0.count }) ?? true else { throw SegmentFailure() }
        defer { place = end }
        let own = Array(documents[place..<end])
        guard let frequencies else { return Postings(documents: own, frequencies: [], positions: [], starts: []) }
        var starts: [UInt32] = []
        starts.reserveCapacity(count)
        var length: UInt32 = 0
        for frequency in frequencies[place..<end] {
            starts.append(length)
            length &+= frequency
        }
        let positionEnd = positionPlace + Int(length)
        guard positionEnd <= positions.count else { throw SegmentFailure() }
        defer { positionPlace = positionEnd }
        return Postings(
            documents: own, frequencies: Array(frequencies[place..<end]),
            positions: Array(positions[positionPlace..<positionEnd]), starts: starts)
    }
}

extension Column where Value: BitwiseCopyable {
    func write(to writer: inout SegmentWriter) {
        writer.put(starts)
        writer.put(values)
    }

    init(from reader: inout SegmentReader) throws(SegmentFailure) {
        self.init(starts: try reader.array(of: UInt32.self), values: try reader.array(of: Value.self))
        guard starts.first == 0, starts.last.map(Int.init) == values.count,
            zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
        else { throw SegmentFailure() }
    }
}

extension Bitmap {
    func write(to writer: inout SegmentWriter) { writer.put(words) }

    /// - Parameter end: of the numbers of documents.
    init(from reader: inout SegmentReader, documentsEnd end: UInt32) throws(SegmentFailure) {
        self.init(words: try reader.array(of: UInt64.self))
        guard documents.last.map({ $0 < end }) ?? true else { throw SegmentFailure() }
    }
}
