extension VectorIndex {
    /// Adds a row, or replaces the one of the same id. Searches that begin after this see it.
    /// - Parameters:
    ///   - document: the document that the row is a chunk of; nil when it is one by itself.
    /// - Throws: what is wrong with the vector, or what went wrong with the log; the index is as before then.
    public func add(_ id: UInt64, _ vector: [Float], document: UInt64? = nil) throws(VectorError) {
        try add([VectorRow(id: id, vector: vector, document: document)])
    }

    /// Adds rows at once, which is faster than one by one: all of them, or none.
    ///
    /// After a crash in the middle the first of them may be there; each is whole.
    public func add(_ rows: [VectorRow]) throws(VectorError) {
        guard metric != .hamming else { throw .wrongElement }
        let input = VectorInput(shape, kernels)
        var vectors: [UInt8] = []
        vectors.reserveCapacity(rows.count * shape.vectorBytes)
        for row in rows { try input.append(row.vector, to: &vectors) }
        try write(rows.map { ($0.id, $0.document ?? $0.id) }, vectors)
    }

    /// Adds a row of bits, eight a byte, to an index with the Hamming distance; or replaces the one of the same id.
    public func add(_ id: UInt64, bits: [UInt8], document: UInt64? = nil) throws(VectorError) {
        guard metric == .hamming else { throw .wrongElement }
        guard bits.count == shape.vectorBytes else {
            throw .wrongDimension(got: bits.count, expected: shape.vectorBytes)
        }
        try write([(id, document ?? id)], bits)
    }

    private func write(_ names: [(id: UInt64, document: UInt64)], _ vectors: [UInt8]) throws(VectorError) {
        guard !names.isEmpty else { return }
        let isDue = try writing.with { (writer) throws(VectorError) in
            try vectors.withUnsafeBufferPointer { (bytes) throws(VectorError) in
                try writer.add(names, UnsafeRawBufferPointer(bytes))
            }
            publish(writer.snapshot())
            return writer.rowsSinceCompaction >= options.rowsUntilCompaction && writer.takeDue()
        }
        if isDue { options.onCompactionDue?(self) }
    }

    /// Deletes the row of this id.
    /// - Returns: whether there was one.
    @discardableResult
    public func delete(_ id: UInt64) throws(VectorError) -> Bool { try delete([id]) == 1 }

    /// Deletes the rows of these ids.
    /// - Returns: how many of them were there.
    @discardableResult
    public func delete(_ ids: [UInt64]) throws(VectorError) -> Int {
        try writing.with { (writer) throws(VectorError) in
            let deleted = try writer.delete(ids)
            if deleted > 0 { publish(writer.snapshot()) }
            return deleted
        }
    }

    /// Whether there is a row of this id.
    public func contains(_ id: UInt64) -> Bool { writing.with { $0.place(of: id) != nil } }

    /// The vector of a row as it is kept: at length 1 for cosine, rounded to halves if so asked. Nil for bits.
    public func vector(_ id: UInt64) -> [Float]? {
        guard metric != .hamming else { return nil }
        return writing.with { writer in
            guard let (rows, row) = writer.place(of: id) else { return nil }
            return [Float](unsafeUninitializedCapacity: dimension) { buffer, count in
                guard let base = buffer.baseAddress else { return }
                VectorInput(shape, kernels).read(rows.vector(row), into: base)
                count = dimension
            }
        }
    }

    /// Waits until everything acknowledged is on disk. Without it the death of the process loses nothing, that of the
    /// machine may lose the last seconds.
    public func synchronize() throws(VectorError) {
        try writing.with { (writer) throws(VectorError) in try writer.storage?.log.synchronize() }
    }
}

/// A row to add.
public struct VectorRow: Sendable, Hashable {
    public var id: UInt64
    public var vector: [Float]
    /// The document that the row is a chunk of; nil when it is one by itself.
    public var document: UInt64?

    public init(id: UInt64, vector: [Float], document: UInt64? = nil) {
        (self.id, self.vector, self.document) = (id, vector, document)
    }
}
