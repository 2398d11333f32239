/// A set of document numbers, one bit each.
struct Bitmap: Sendable {
    private(set) var words: [UInt64] = []
    private(set) var count = 0

    init() {}

    init(words: [UInt64]) {
        self.words = words
        count = words.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    init(_ documents: some Sequence<UInt32>) {
        for document in documents { insert(document) }
    }

    func contains(_ document: UInt32) -> Bool {
        let word = Int(document >> 6)
        return word < words.count && words[word] >> UInt64(document & 63) & 1 == 1
    }

    mutating func insert(_ document: UInt32) {
        let word = Int(document >> 6)
        if word >= words.count { words.append(contentsOf: repeatElement(0, count: word - words.count + 1)) }
        let bit = UInt64(1) << UInt64(document & 63)
        if words[word] & bit == 0 {
            words[word] |= bit
            count += 1
        }
    }

    mutating func remove(_ document: UInt32) {
        guard contains(document) else { return }
        words[Int(document >> 6)] &= ~(UInt64(1) << UInt64(document & 63))
        count -= 1
    }

    func intersection(_ other: Bitmap) -> Bitmap { Bitmap(words: zip(words, other.words).map { $0 & $1 }) }

    /// In ascending order.
    var documents: [UInt32] {
        var documents: [UInt32] = []
        documents.reserveCapacity(count)
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                documents.append(UInt32(index * 64 + rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
        return documents
    }
}
