internal import CVectorKernels

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// What a search needs beside its result. Kept for the next one.
final class Scratch {
    let shape: RowShape
    private let kernels: Kernels
    /// The query as rows keep vectors: floats (of length 1 for cosine) or bits.
    let query: UnsafeMutableRawPointer
    /// The same, rotated.
    let rotated: UnsafeMutablePointer<Float>
    /// The query as seen from each centre.
    private var codes: [QueryCode] = []
    private var centres: [UnsafeMutablePointer<Float>] = []
    /// For each part of the snapshot which of `codes` is its.
    private(set) var codeOfPart: [Int] = []
    /// Whether some of the parts may have to be read from a disk still.
    private(set) var isCold = false

    let keys = GrowingBuffer<UInt64>()
    let resolved = GrowingBuffer<ResolvedRow>()
    let allowed = GrowingBuffer<UInt64>()
    let numbers = GrowingBuffer<UInt32>()
    let products = GrowingBuffer<Int32>()
    let estimates = GrowingBuffer<Float>()
    /// Keys that several ways of searching put forward.
    let found = GrowingBuffer<UInt64>()
    let walking = WalkMemory()
    private(set) var listKeys = GrowingBuffer<UInt64>()
    let best = BestMatches()

    init(_ shape: RowShape, kernels: Kernels) {
        self.shape = shape
        self.kernels = kernels
        query = .allocate(byteCount: max(shape.dimension * 4, shape.vectorBytes), alignment: 64)
        rotated = .allocate(capacity: shape.codeDimension)
    }

    deinit {
        query.deallocate()
        rotated.deallocate()
    }

    var floats: UnsafePointer<Float> { UnsafePointer(query.assumingMemoryBound(to: Float.self)) }

    /// Looks at the query from the centre of every part.
    func look(at parts: [Part]) {
        codeOfPart.removeAll(keepingCapacity: true)
        centres.removeAll(keepingCapacity: true)
        isCold = parts.contains { !$0.rows.isResident }
        let bytes = shape.codeDimension * 4
        for part in parts {
            let centre = part.rows.centre
            if let known = centres.firstIndex(where: { $0 == centre || memcmp($0, centre, bytes) == 0 }) {
                codeOfPart.append(known)
                continue
            }
            if codes.count == centres.count { codes.append(QueryCode(shape, kernels: kernels)) }
            codes[centres.count].look(rotated, from: centre)
            codeOfPart.append(centres.count)
            centres.append(centre)
        }
    }

    func code(ofPart part: Int) -> QueryCode { codes[codeOfPart[part]] }
}

/// A row that is going to be looked at more closely.
struct ResolvedRow {
    var number: UInt32
    var part: Int32
    var row: Int32
}

/// Memory that is kept and only ever grows.
final class GrowingBuffer<Element: BitwiseCopyable> {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var capacity = 64

    init() { base = .allocate(capacity: capacity) }

    deinit { base.deallocate() }

    /// Memory for `count` elements. What was in it is lost when it had to grow.
    func reserve(_ count: Int) -> UnsafeMutablePointer<Element> {
        if count > capacity {
            base.deallocate()
            capacity = max(count, capacity * 2)
            base = .allocate(capacity: capacity)
        }
        return base
    }
}
