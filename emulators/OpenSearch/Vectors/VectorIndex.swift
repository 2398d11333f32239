/// The vectors of one field, to be searched for the nearest.
///
/// ``ExactVectorIndex`` compares with every vector; an approximate index can take its place.
protocol VectorIndex: Sendable {
    var space: VectorSpace { get }
    var dimension: Int { get }
    /// Ascending.
    var documents: [UInt32] { get }

    /// Documents come in ascending order.
    mutating func append(_ vector: [Float], for document: UInt32)

    /// The `count` nearest among the documents that `isAccepted`, the nearest first, equal ones by number.
    func nearest(
        to query: [Float], count: Int, where isAccepted: (UInt32) -> Bool
    ) -> [(document: UInt32, distance: Float)]

    /// The distances, in `space`, of those of `documents` that have a vector.
    func distances(
        to query: [Float], in space: VectorSpace, of documents: some Sequence<UInt32>
    ) -> [(document: UInt32, distance: Float)]
}

struct ExactVectorIndex: VectorIndex {
    let space: VectorSpace
    let dimension: Int
    private(set) var documents: [UInt32] = []
    private var components: [Float] = []
    private var magnitudes: [Float] = []

    /// - Parameter capacity: vectors that are about to come.
    init(_ space: VectorSpace, dimension: Int, capacity: Int = 0) {
        self.space = space
        self.dimension = dimension
        components.reserveCapacity(capacity * dimension)
    }

    mutating func append(_ vector: [Float], for document: UInt32) {
        precondition(vector.count == dimension, "the vectors of a field have one dimension")
        documents.append(document)
        components.append(contentsOf: vector)
        magnitudes.append(Self.magnitude(vector))
    }

    func nearest(
        to query: [Float], count: Int, where isAccepted: (UInt32) -> Bool
    ) -> [(document: UInt32, distance: Float)] {
        var best = BestDistances(capacity: count)
        let rows = documents.indices.filter { isAccepted(documents[$0]) }
        visit(rows, query, space) { row, distance in best.insert(documents[row], distance) }
        return best.sorted
    }

    func distances(
        to query: [Float], in space: VectorSpace, of wanted: some Sequence<UInt32>
    ) -> [(document: UInt32, distance: Float)] {
        var found: [(document: UInt32, distance: Float)] = []
        visit(wanted.lazy.compactMap { row(of: $0) }, query, space) { row, distance in
            found.append((documents[row], distance))
        }
        return found
    }

    /// Calls `body` with the distance of each row, in the order of `rows`.
    private func visit(
        _ rows: some Sequence<Int>, _ query: [Float], _ space: VectorSpace, _ body: (Int, Float) -> Void
    ) {
        let magnitude = Self.magnitude(query)
        query.withUnsafeBufferPointer { query in
            components.withUnsafeBufferPointer { components in
                guard let query = query.baseAddress, let components = components.baseAddress else { return }
                var four = SIMD4<Int>.zero
                var waiting = 0
                for row in rows {
                    guard space == .l2 else {
                        let magnitudes = magnitude * magnitudes[row]
                        body(
                            row, space.distance(query, components + row * dimension, dimension, magnitudes: magnitudes))
                        continue
                    }
                    four[waiting] = row
                    waiting += 1
                    guard waiting == 4 else { continue }
                    let distances = VectorKernels.squaredDistances(query, components, four, dimension)
                    for lane in 0..<4 { body(four[lane], distances[lane]) }
                    waiting = 0
                }
                for lane in 0..<waiting {
                    let row = components + four[lane] * dimension
                    body(four[lane], space.distance(query, row, dimension, magnitudes: 0))
                }
            }
        }
    }

    private func row(of document: UInt32) -> Int? {
        var (low, high) = (0, documents.count)
        while low < high {
            let middle = (low + high) / 2
            if documents[middle] < document { low = middle + 1 } else { high = middle }
        }
        return low < documents.count && documents[low] == document ? low : nil
    }

    private static func magnitude(_ vector: [Float]) -> Float {
        vector.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { VectorKernels.dot($0, $0, buffer.count).squareRoot() } ?? 0
        }
    }
}

/// The nearest so far, in a heap whose root is the farthest of them.
struct BestDistances {
    let capacity: Int
    private var heap: [(document: UInt32, distance: Float)] = []

    init(capacity: Int) {
        self.capacity = capacity
    }

    mutating func insert(_ document: UInt32, _ distance: Float) {
        if heap.count < capacity {
            heap.append((document, distance))
            rise(heap.count - 1)
        } else if let farthest = heap.first, Self.isNearer((document, distance), farthest) {
            heap[0] = (document, distance)
            sink()
        }
    }

    var sorted: [(document: UInt32, distance: Float)] { heap.sorted(by: Self.isNearer) }

    private static func isNearer(
        _ left: (document: UInt32, distance: Float), _ right: (document: UInt32, distance: Float)
    ) -> Bool {
        left.distance == right.distance ? left.document < right.document : left.distance < right.distance
    }

    private mutating func rise(_ start: Int) {
        var index = start
        while index > 0, Self.isNearer(heap[(index - 1) / 2], heap[index]) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func sink() {
        var index = 0
        while true {
            var child = 2 * index + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, Self.isNearer(heap[child], heap[child + 1]) { child += 1 }
            guard Self.isNearer(heap[index], heap[child]) else { return }
            heap.swapAt(index, child)
            index = child
        }
    }
}
