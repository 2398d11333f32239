/// The writing side of an index: everything that one writer at a time may touch.
struct IndexWriter {
    let shape: RowShape
    let kernels: Kernels
    let rotation: Rotation?
    var storage: IndexStorage?

    /// Sealed segments, then what was appended since: each with the deletes so far.
    var sealed: [Part] = []
    private(set) var tail: [Part] = []
    /// Fills the last part of `tail`.
    private var writer: RowWriter?
    private let encoder: RowEncoder?
    /// Where live rows of `tail` are; those of segments are found by their order.
    private var places: [UInt64: TailPlace] = [:]
    /// The sum of the rotated rows of `tail`, for its centre.
    private var sum: [Double]
    private var summed = 0
    private var wasDue = false

    private struct TailPlace {
        var part: Int32
        var row: Int32
    }

    /// Stores of a growing index grow with it, within these.
    private static let capacities = 256...8192

    init(_ shape: RowShape, kernels: Kernels, rotation: Rotation?, storage: IndexStorage?) {
        self.shape = shape
        self.kernels = kernels
        self.rotation = rotation
        self.storage = storage
        encoder = rotation.map { RowEncoder(shape, rotation: $0, kernels: kernels) }
        sum = Array(repeating: 0, count: shape.isCoded ? shape.codeDimension : 0)
    }

    var rowsSinceCompaction: Int { tail.reduce(0) { $0 + $1.count } }

    func snapshot() -> Snapshot {
        var first = 0
        return Snapshot(
            (sealed + tail).map { part in
                var part = part
                part.first = first
                first += RowShape.blocks(part.rows.capacity) * RowShape.blockRows
                return part
            })
    }

    /// True once after every compaction.
    mutating func takeDue() -> Bool {
        defer { wasDue = true }
        return !wasDue
    }

    // MARK: add and delete

    /// - Parameter vectors: one after the other, in the form that rows keep.
    mutating func add(_ names: [(id: UInt64, document: UInt64)], _ vectors: UnsafeRawBufferPointer) throws(VectorError)
    {
        let size = shape.vectorBytes
        if let log = storage?.log {
            var records: [UInt8] = []
            records.reserveCapacity(names.count * (size + 32))
            for (index, name) in names.enumerated() {
                let vector = UnsafeRawBufferPointer(rebasing: vectors[index * size..<(index + 1) * size])
                WriteLog.encode(.add(id: name.id, document: name.document, vector: vector), into: &records)
            }
            try log.append(records)
        }
        guard let base = vectors.baseAddress else { return }
        for (index, name) in names.enumerated() {
            try append(id: name.id, document: name.document, vector: base + index * size)
        }
    }

    mutating func delete(_ ids: [UInt64]) throws(VectorError) -> Int {
        let known = ids.filter { place(of: $0) != nil }
        guard !known.isEmpty else { return 0 }
        if let log = storage?.log {
            var records: [UInt8] = []
            for id in known { WriteLog.encode(.delete(id: id), into: &records) }
            try log.append(records)
        }
        return known.reduce(0) { $0 + (forget($1) ? 1 : 0) }
    }

    /// Takes a row in that is in the log already.
    mutating func append(id: UInt64, document: UInt64, vector: UnsafeRawPointer) throws(VectorError) {
        if writer?.isFull ?? true { try beginPart() }
        guard let writer else { return }
        _ = forget(id)
        let last = tail.count - 1
        let row = writer.count
        writer.append(id: id, document: document, vector: vector)
        tail[last].count = writer.count
        if row == 0 {
            tail[last].contiguousFrom = id
        } else if let first = tail[last].contiguousFrom, id != first &+ UInt64(row) {
            tail[last].contiguousFrom = nil
        }
        places[id] = TailPlace(part: Int32(last), row: Int32(row))
        note()
    }

    /// Marks the row of an id as deleted.
    mutating func forget(_ id: UInt64) -> Bool {
        if let place = places.removeValue(forKey: id) { return tail[Int(place.part)].delete(Int(place.row)) }
        for index in sealed.indices.reversed() {
            if let row = sealed[index].rows.row(of: id, count: sealed[index].count), sealed[index].delete(row) {
                return true
            }
        }
        return false
    }

    func place(of id: UInt64) -> (rows: Rows, row: Int)? {
        if let place = places[id] { return (tail[Int(place.part)].rows, Int(place.row)) }
        for part in sealed.reversed() {
            if let row = part.rows.row(of: id, count: part.count), !part.isDeleted(row) { return (part.rows, row) }
        }
        return nil
    }

    // MARK: parts

    private mutating func beginPart() throws(VectorError) {
        let waiting = rowsSinceCompaction
        let capacity = min(max(waiting, Self.capacities.lowerBound), Self.capacities.upperBound)
        let rows = try Rows(shape, capacity: (capacity + 63) / 64 * 64, hasDocuments: true)
        setCentre(of: rows, waiting: waiting)
        tail.append(Part(rows: rows, count: 0, first: 0, isSealed: false))
        writer = RowWriter(rows, encoder: encoder, kernels: kernels)
    }

    /// Codes are best when seen from the middle of the rows: that of the largest segment, or of what came so far.
    private func setCentre(of rows: Rows, waiting: Int) {
        guard shape.isCoded else { return }
        if let largest = sealed.max(by: { $0.count < $1.count }) {
            rows.centre.update(from: largest.rows.centre, count: shape.codeDimension)
        } else if waiting >= Self.capacities.upperBound, let last = tail.last {
            // The same as before, so that a query is prepared for both at once.
            rows.centre.update(from: last.rows.centre, count: shape.codeDimension)
        } else if summed > 0 {
            for index in 0..<shape.codeDimension { rows.centre[index] = Float(sum[index] / Double(summed)) }
        }
    }

    private mutating func note() {
        guard let encoder, sealed.isEmpty, summed < Self.capacities.upperBound else { return }
        for index in 0..<shape.codeDimension { sum[index] += Double(encoder.rotated[index]) }
        summed += 1
    }

    // MARK: compaction

    /// Ends the part that is being filled, so that nothing more comes to the rows that a compaction takes.
    mutating func cutTail() { writer = nil }

    /// Puts a new segment in the place of what it was made of.
    /// - Parameters:
    ///   - taken: stores whose live rows are in the segment.
    mutating func replace(_ taken: Set<ObjectIdentifier>, with segment: Part?) {
        sealed.removeAll { taken.contains(ObjectIdentifier($0.rows)) }
        tail.removeAll { taken.contains(ObjectIdentifier($0.rows)) }
        if let segment { sealed.append(segment) }
        (sum, summed) = (sum.map { _ in 0 }, 0)
        wasDue = false
        places.removeAll(keepingCapacity: true)
        for (index, part) in tail.enumerated() {
            for row in 0..<part.count where !part.isDeleted(row) {
                places[part.rows.ids[row]] = TailPlace(part: Int32(index), row: Int32(row))
            }
        }
    }
}
