internal import CVectorKernels

/// Makes one sealed segment of the live rows of others.
struct SegmentBuilder {
    let shape: RowShape
    let kernels: Kernels
    let rotation: Rotation?
    let seed: UInt64
    let lists: Int

    /// From so many rows the centre and the lists are found.
    private static let sampleMax = 8192
    /// Rows below which lists are not worth it.
    private static let rowsPerListMin = 32

    init(_ shape: RowShape, kernels: Kernels, rotation: Rotation?, seed: UInt64, lists: Int) {
        self.shape = shape
        self.kernels = kernels
        self.rotation = rotation
        self.seed = seed
        self.lists = lists
    }

    /// A live row of one of the parts.
    struct Source {
        var id: UInt64
        var part: Int32
        var row: Int32
    }

    /// - Parameter path: of the file to make; nil for a segment in memory.
    /// - Returns: nil when no row is live.
    func build(_ parts: [Part], path: String?) throws(VectorError) -> Part? {
        for part in parts { part.rows.expectReads(inOrder: true) }
        defer { for part in parts { part.rows.expectReads(inOrder: false) } }
        var sources = liveRows(parts)
        guard !sources.isEmpty else { return nil }
        var centre = [Float](repeating: 0, count: shape.codeDimension)
        var plan: ListPlan?
        if let rotation {
            let sample = Sample(parts, sources, shape, rotation, kernels, count: Self.sampleMax, seed: seed)
            centre = sample.mean
            if lists > 0, sources.count >= lists * Self.rowsPerListMin {
                plan = ListPlan(sample, lists: lists, parts, sources, rotation, metric: shape.metric)
                plan?.sort(&sources)
            }
        }
        let rows = try place(sources, plan, hasDocuments: parts.contains { hasDocuments($0) }, path)
        fill(rows, parts, sources, centre)
        let contiguous =
            sources.indices.allSatisfy { sources[$0].id == sources[0].id &+ UInt64($0) } ? sources[0].id : nil
        let sealed = finish(rows, sources, plan)
        if let path {
            try SegmentFile.complete(sealed, count: sources.count, seed: seed, contiguousFrom: contiguous, path: path)
            let (part, _) = try SegmentFile.open(path)
            return part
        }
        return Part(rows: sealed, count: sources.count, first: 0, isSealed: true, contiguousFrom: contiguous)
    }

    /// In the order of their ids.
    private func liveRows(_ parts: [Part]) -> [Source] {
        var sources: [Source] = []
        sources.reserveCapacity(parts.reduce(0) { $0 + $1.liveCount })
        for (index, part) in parts.enumerated() {
            for row in 0..<part.count where !part.isDeleted(row) {
                sources.append(Source(id: part.rows.ids[row], part: Int32(index), row: Int32(row)))
            }
        }
        sources.sort { $0.id < $1.id }
        return sources
    }

    private func hasDocuments(_ part: Part) -> Bool {
        part.rows.documents.map { documents in (0..<part.count).contains { documents[$0] != part.rows.ids[$0] } }
            ?? false
    }

    private func place(
        _ sources: [Source], _ plan: ListPlan?, hasDocuments: Bool, _ path: String?
    ) throws(VectorError) -> Rows {
        var extra: [RowSection: Int] = [:]
        if shape.isCoded { extra[.calibration] = Calibration.byteCount }
        if let plan {
            extra[.order] = sources.count * 4
            extra[.centroids] = plan.lists * shape.codeDimension * 4
            extra[.listStarts] = (plan.lists + 1) * 4
        }
        let layout = RowLayout(
            shape, capacity: sources.count, hasDocuments: hasDocuments, start: path == nil ? 0 : SegmentHeader.size,
            extra: extra)
        guard let path else { return Rows(layout, arena: try Arena(count: layout.end)) }
        let file = try SystemFile(path, .create)
        try file.resize(layout.end)
        return Rows(layout, arena: try Arena(file: file.descriptor, count: layout.end, writable: true, name: path))
    }

    private func fill(_ rows: Rows, _ parts: [Part], _ sources: [Source], _ centre: [Float]) {
        let encoder = rotation.map { RowEncoder(shape, rotation: $0, kernels: kernels) }
        if encoder != nil {
            centre.withUnsafeBufferPointer { rows.centre.update(from: $0.baseAddress!, count: $0.count) }
        }
        let writer = RowWriter(rows, encoder: encoder, kernels: kernels)
        for source in sources {
            let from = parts[Int(source.part)].rows
            let row = Int(source.row)
            writer.append(id: source.id, document: from.document(row), vector: from.vector(row))
        }
        writer.finish()
    }

    /// Fills the sections that follow from the rows.
    private func finish(_ rows: Rows, _ sources: [Source], _ plan: ListPlan?) -> Rows {
        guard shape.isCoded else { return rows }
        var lists: InvertedLists?
        if let plan {
            let byID = sources.indices.sorted { sources[$0].id < sources[$1].id }
            for (place, row) in byID.enumerated() { rows.order?[place] = UInt32(row) }
            lists = plan.store(rows)
        }
        let uncalibrated = Rows(rows.layout, arena: rows.arena, lists: lists)
        let part = Part(rows: uncalibrated, count: sources.count, first: 0, isSealed: true)
        let calibration = Calibrator(shape, kernels, rotation, seed: seed).calibrate(part)
        if let range = rows.layout.ranges[.calibration] { calibration.store(rows.arena.base + range.lowerBound) }
        return Rows(rows.layout, arena: rows.arena, calibration: calibration, lists: lists)
    }
}

// MARK: graphs

extension SegmentBuilder {
    /// The same segment with a graph over its rows.
    /// - Parameters:
    ///   - origins: what the segment was made of: a graph among them is gone on from.
    ///   - path: of the file to make; nil for a segment in memory, which shares its rows with the one given.
    func withGraph(
        _ part: Part, _ options: VectorGraphOptions, origins: [Part], path: String?
    ) throws(VectorError) -> Part? {
        guard let rotation else { return nil }
        let layout = GraphLayout(shape, rows: part.count, degree: options.degree)
        let rows = try path.map { (path) throws(VectorError) in try copy(part, layout, path) } ?? part.rows
        let place = rows.layout.ranges[.graph].map { (rows.arena, $0.lowerBound) }
        let builder = try GraphBuilder(
            rows, count: part.count, options, kernels: kernels, seed: seed, place: path == nil ? nil : place)
        let calibrator = GraphCalibrator(shape, kernels, rotation)
        func linked(_ graph: Graph) -> Part {
            Part(
                rows: Rows(
                    rows.layout, arena: rows.arena, calibration: part.rows.calibration, lists: part.rows.lists,
                    graph: graph),
                count: part.count, first: 0, isSealed: true, contiguousFrom: part.contiguousFrom)
        }
        let inherited = InheritedGraph(origins, new: part, degree: options.degree)
        var segment = linked(builder.build(inherited) { calibrator.rungs(linked($0), $1) })
        if let path {
            try SegmentFile.complete(
                segment.rows, count: part.count, seed: seed, contiguousFrom: part.contiguousFrom, path: path)
            segment = try SegmentFile.open(path).0
        }
        (segment.deleted, segment.deletedCount) = (part.deleted, part.deletedCount)
        return segment
    }

    /// A file with the sections of another segment, and room for a graph.
    private func copy(_ part: Part, _ graph: GraphLayout, _ path: String) throws(VectorError) -> Rows {
        let old = part.rows.layout.ranges
        var extra: [RowSection: Int] = [.graph: graph.byteCount]
        for section in [RowSection.calibration, .order, .centroids, .listStarts] {
            extra[section] = old[section]?.count
        }
        let layout = RowLayout(
            shape, capacity: part.count, hasDocuments: old[.documents] != nil, start: SegmentHeader.size, extra: extra)
        let file = try SystemFile(path, .create)
        try file.resize(layout.end)
        let arena = try Arena(file: file.descriptor, count: layout.end, writable: true, name: path)
        for (section, range) in layout.ranges where section != .graph {
            guard let from = old[section], from.count >= range.count else { continue }
            (arena.base + range.lowerBound).copyMemory(
                from: part.rows.arena.base + from.lowerBound, byteCount: range.count)
        }
        return Rows(layout, arena: arena, calibration: part.rows.calibration)
    }
}
