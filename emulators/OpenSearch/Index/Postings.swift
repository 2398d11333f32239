/// The documents in which one term stands, how often, and where.
struct Postings: Sendable {
    /// Ascending.
    private(set) var documents: [UInt32] = []
    /// Empty when every frequency is one.
    private(set) var frequencies: [UInt32] = []
    private(set) var positions: [UInt32] = []
    /// Where the positions of each document begin; empty when there are none.
    private(set) var starts: [UInt32] = []

    init() {}

    /// - Parameter starts: empty when there are no positions.
    init(documents: [UInt32], frequencies: [UInt32], positions: [UInt32], starts: [UInt32]) {
        self.documents = documents
        self.frequencies = frequencies
        self.positions = positions
        self.starts = starts
    }

    mutating func append(_ document: UInt32) {
        documents.append(document)
    }

    /// One more place in the document that was appended last, or the first one in a new document.
    mutating func append(_ document: UInt32, position: UInt32) {
        if documents.last == document {
            frequencies[frequencies.count - 1] += 1
        } else {
            documents.append(document)
            frequencies.append(1)
            starts.append(UInt32(positions.count))
        }
        positions.append(position)
    }

    func frequency(at index: Int) -> UInt32 { frequencies.isEmpty ? 1 : frequencies[index] }

    func positions(at index: Int) -> ArraySlice<UInt32> {
        guard !starts.isEmpty else { return [] }
        let end = index + 1 < starts.count ? Int(starts[index + 1]) : positions.count
        return positions[Int(starts[index])..<end]
    }
}
