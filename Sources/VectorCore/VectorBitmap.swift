/// A set of small numbers, a bit each: rows of a store, or ids of a filter.
public struct VectorBitmap: Sendable, Hashable {
    /// Bit b of word w stands for 64 w + b.
    public private(set) var words: [UInt64]

    /// An empty set with room for 0..<`capacity`; it grows as needed.
    public init(capacity: Int = 0) { words = Array(repeating: 0, count: (capacity + 63) / 64) }

    public init(words: [UInt64]) { self.words = words }

    public init(_ members: some Sequence<UInt64>) {
        self.init()
        for member in members { insert(member) }
    }

    /// - Precondition: `member` is below 2^40, so that a stray id does not ask for all memory.
    public mutating func insert(_ member: UInt64) {
        precondition(member < 1 << 40, "a bitmap is for small numbers; use a predicate for others")
        let word = Int(member / 64)
        if word >= words.count { words.append(contentsOf: repeatElement(0, count: word + 1 - words.count)) }
        words[word] |= 1 << (member % 64)
    }

    public mutating func remove(_ member: UInt64) {
        guard member / 64 < UInt64(words.count) else { return }
        words[Int(member / 64)] &= ~(1 << (member % 64))
    }

    public func contains(_ member: UInt64) -> Bool {
        member / 64 < UInt64(words.count) && words[Int(member / 64)] >> (member % 64) & 1 == 1
    }

    /// How many members there are.
    /// - Complexity: O(n / 64).
    public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Copies the bits from `start` on, which need not be a multiple of 64, into `count` words.
    func copy(from start: UInt64, to place: UnsafeMutablePointer<UInt64>, count: Int) {
        let (first, offset) = (Int(start / 64), start % 64)
        let known = max(0, min(count, words.count - first))
        (place + known).update(repeating: 0, count: count - known)
        words.withUnsafeBufferPointer { words in
            guard known > 0, let base = words.baseAddress else { return }
            place.update(from: base + first, count: known)
            guard offset > 0 else { return }
            for word in 0..<known {
                let next = first + word + 1 < words.count ? base[first + word + 1] : 0
                place[word] = place[word] >> offset | next << (64 - offset)
            }
        }
    }
}
