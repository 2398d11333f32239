internal import CVectorKernels

/// What the next step reads of a mapped file that is not in memory is asked for at once: see `Residency`.
extension Searcher {
    /// Rows of a table. Runs of rows on one page are asked for once.
    func fetch(_ table: UnsafeRawPointer, _ stride: Int, _ rows: UnsafePointer<UInt32>, count: Int) {
        var done = UInt(0)
        for index in 0..<count {
            let row = table + Int(rows[index]) * stride
            let page = (UInt(bitPattern: row) + UInt(stride) - 1) / UInt(RowLayout.page)
            if page != done { Residency.fetch(row, stride) }
            done = page
        }
    }

    /// The 8-bit codes of rows of one part.
    func fetchCodes(_ rows: Rows, _ numbers: UnsafePointer<UInt32>, count: Int) {
        fetch(rows.bytes, shape.codeDimension, numbers, count: count)
        fetch(rows.factors, MemoryLayout<RowFactors>.stride, numbers, count: count)
    }

    /// The 8-bit codes of rows.
    func fetchCodes(_ rows: UnsafePointer<ResolvedRow>, count: Int) {
        for index in 0..<count {
            let (part, row) = (snapshot.parts[Int(rows[index].part)].rows, Int(rows[index].row))
            Residency.fetch(part.code(row), shape.codeDimension)
            Residency.fetch(part.factors + row, MemoryLayout<RowFactors>.stride)
        }
    }

    /// The vectors of rows, and what they are called.
    func fetchVectors(_ rows: UnsafePointer<ResolvedRow>, count: Int) {
        for index in 0..<count {
            let (part, row) = (snapshot.parts[Int(rows[index].part)], Int(rows[index].row))
            Residency.fetch(part.rows.vector(row), shape.vectorBytes)
            if part.contiguousFrom == nil { Residency.fetch(part.rows.ids + row, MemoryLayout<UInt64>.stride) }
            if let documents = part.rows.documents { Residency.fetch(documents + row, MemoryLayout<UInt64>.stride) }
        }
    }
}
