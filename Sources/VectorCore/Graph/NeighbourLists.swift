internal import CVectorKernels

/// The edges of a graph while it is built: more room than the finished one has, and the length of every edge.
///
/// Rows are compared as their 8-bit codes say, by the squared Euclidean distance, which serves every metric: nearest by
/// cosine are nearest, and of the graphs that lead to the greatest inner product it holds one (its cells are those of
/// a query that is infinitely far away).
///
/// Unchecked: threads write to the lists of different rows.
final class NeighbourLists: @unchecked Sendable {
    let rows: Rows
    let kernels: Kernels
    let count: Int
    /// Neighbours that a finished row has at most, and while it is built.
    let degree, room: Int
    /// `room` for each row; the row itself where it has fewer.
    let neighbours: UnsafeMutablePointer<UInt32>
    private let lengths: UnsafeMutablePointer<Float>
    private let degrees: UnsafeMutablePointer<UInt16>
    /// Of the 8-bit code of each row: to add is its own squared length.
    let factors: UnsafeMutablePointer<RowFactors>
    private let arena: Arena

    /// Of two neighbours in about the same direction the farther one is left out if the way over the nearer one is
    /// shorter by this factor (of squares).
    private static let detour: Float = 1.1

    init(_ rows: Rows, count: Int, degree: Int, kernels: Kernels) throws(VectorError) {
        (self.rows, self.count, self.degree, self.kernels) = (rows, count, degree, kernels)
        room = degree + degree / 2
        arena = try Arena(count: count * (room * 8 + 16 + 2))
        factors = arena.base.assumingMemoryBound(to: RowFactors.self)
        neighbours = (arena.base + count * 16).assumingMemoryBound(to: UInt32.self)
        lengths = (arena.base + count * (16 + room * 4)).assumingMemoryBound(to: Float.self)
        degrees = (arena.base + count * (16 + room * 8)).assumingMemoryBound(to: UInt16.self)
        for row in 0..<count {
            factors[row] = rows.factors[row]
            let unit = factors[row].unit
            factors[row].add = unit * unit * Float(product(row, row))
            (neighbours + row * room).update(repeating: UInt32(row), count: room)
        }
    }

    func degree(of row: Int) -> Int { Int(degrees[row]) }

    func neighbours(of row: Int) -> UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(start: neighbours + row * room, count: degree(of: row))
    }

    private func product(_ a: Int, _ b: Int) -> Int32 {
        kernels.pointee.dot_i8(rows.code(a), rows.code(b), rows.shape.codeDimension)
    }

    /// The squared distance, as walks compute it.
    @inline(__always)
    func distance(_ a: Int, _ b: Int) -> Float {
        factors[a].add + factors[b].add - 2 * (factors[a].unit * factors[b].unit) * Float(product(a, b))
    }

    func key(_ distance: Float, _ row: Int) -> UInt64 { UInt64(vk_ordered(distance)) << 32 | UInt64(row) }

    /// Chooses neighbours for a row from candidates: the nearest first, and none that is reached better over another.
    /// - Parameter candidates: keys of rows, nearest first.
    func choose(for row: Int, from candidates: UnsafeBufferPointer<UInt64>) {
        let list = neighbours + row * room
        let length = lengths + row * room
        var chosen = 0
        for candidate in candidates where chosen < degree {
            let (other, distance) = (Int(UInt32(truncatingIfNeeded: candidate)), vk_unordered(UInt32(candidate >> 32)))
            let isCovered = (0..<chosen).contains { Self.detour * self.distance(other, Int(list[$0])) <= distance }
            guard !isCovered, other != row else { continue }
            (list[chosen], length[chosen]) = (UInt32(other), distance)
            chosen += 1
        }
        (list + chosen).update(repeating: UInt32(row), count: room - chosen)
        degrees[row] = UInt16(chosen)
    }

    /// Adds an edge; when there is no room, chooses anew.
    func link(_ row: Int, to other: Int, _ distance: Float, _ keys: UnsafeMutablePointer<UInt64>) {
        let degree = degree(of: row)
        guard !neighbours(of: row).contains(UInt32(other)) else { return }
        guard degree == room else {
            neighbours[row * room + degree] = UInt32(other)
            lengths[row * room + degree] = distance
            degrees[row] += 1
            return
        }
        keys[room] = key(distance, other)
        chooseAgain(row, keys, extra: 1)
    }

    /// Chooses from the neighbours that a row has, and `extra` more that follow in `keys` behind room for them.
    private func chooseAgain(_ row: Int, _ keys: UnsafeMutablePointer<UInt64>, extra: Int) {
        let degree = degree(of: row)
        for place in 0..<degree {
            keys[place] = key(lengths[row * room + place], Int(neighbours[row * room + place]))
        }
        vk_sort(keys, degree + extra)
        choose(for: row, from: UnsafeBufferPointer(start: keys, count: degree + extra))
    }

    /// Brings a row down to the degree of a finished one.
    func finish(_ row: Int, _ keys: UnsafeMutablePointer<UInt64>) {
        if degree(of: row) > degree { chooseAgain(row, keys, extra: 0) }
    }

    func length(_ row: Int, _ place: Int) -> Float { lengths[row * room + place] }

    /// Puts an edge in a place that is free or given up.
    func replace(_ row: Int, _ place: Int, by other: Int) {
        neighbours[row * room + place] = UInt32(other)
        lengths[row * room + place] = distance(row, other)
        degrees[row] = UInt16(max(degree(of: row), place + 1))
    }
}
