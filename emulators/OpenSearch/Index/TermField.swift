/// The documents in which one term stands, how often, and where.
struct Postings: Sendable {
    /// Ascending.
    private(set) var documents: [UInt32] = []
    /// Empty when every frequency is one.
    private(set) var frequencies: [UInt32] = []
    private(set) var positions: [UInt32] = []
    /// Where the positions of each document begin; empty when there are none.
    private(set) var starts: [UInt32] = []

    mutating func append(_ document: UInt32, positions new: [UInt32]?) {
        documents.append(document)
        guard let new else { return }
        frequencies.append(UInt32(new.count))
        starts.append(UInt32(positions.count))
        positions.append(contentsOf: new)
    }

    func frequency(at index: Int) -> UInt32 { frequencies.isEmpty ? 1 : frequencies[index] }

    func positions(at index: Int) -> ArraySlice<UInt32> {
        guard !starts.isEmpty else { return [] }
        let end = index + 1 < starts.count ? Int(starts[index + 1]) : positions.count
        return positions[Int(starts[index])..<end]
    }
}

/// An inverted index over one field: of texts with frequencies, positions and lengths, of keywords without.
struct TermField: Sendable {
    /// Texts have lengths, which count in scores; keywords have none.
    let hasNorms: Bool
    private(set) var terms: [String] = []
    private(set) var postings: [Postings] = []
    private var numbers: [String: Int] = [:]
    /// The field's length in each document, in one byte.
    private var norms: [UInt8] = []
    /// Documents that have the field.
    private(set) var documentCount = 0
    /// Of all documents together.
    private(set) var totalLength = 0
    private(set) var present = Bitmap()
    /// The terms of each document, for keywords.
    private(set) var values = Column<UInt32>()
    /// Term numbers in the order of their terms.
    private(set) var order: [Int] = []

    init(hasNorms: Bool) {
        self.hasNorms = hasNorms
    }

    /// - Parameter tokens: by position.
    mutating func append(_ tokens: [Token], for document: UInt32) {
        var found: [Int: [UInt32]] = [:]
        var length = 0
        var last = -1
        for token in tokens {
            found[number(of: token.text), default: []].append(UInt32(token.position))
            // What stands at the position of another token makes the field no longer.
            if token.position != last { length += 1 }
            last = token.position
        }
        for (number, positions) in found { postings[number].append(document, positions: positions) }
        note(document, length: length)
    }

    mutating func append(_ keywords: [String], for document: UInt32) {
        var found: [UInt32] = []
        for keyword in keywords {
            let number = number(of: keyword)
            if !found.contains(UInt32(number)) { postings[number].append(document, positions: nil) }
            found.append(UInt32(number))
        }
        values.append(found, for: document)
        note(document, length: Set(found).count)
    }

    private mutating func note(_ document: UInt32, length: Int) {
        guard length > 0 else { return }
        present.insert(document)
        documentCount += 1
        totalLength += length
        guard hasNorms else { return }
        if norms.count <= Int(document) {
            norms.append(contentsOf: repeatElement(0, count: Int(document) - norms.count + 1))
        }
        norms[Int(document)] = Norm.encode(length)
    }

    private mutating func number(of term: String) -> Int {
        if let number = numbers[term] { return number }
        numbers[term] = terms.count
        terms.append(term)
        postings.append(Postings())
        return terms.count - 1
    }

    /// Puts the terms in order; called once after documents were added.
    mutating func prepare() {
        guard order.count != terms.count else { return }
        let terms = terms
        order = terms.indices.sorted { TermOrder.precedes(terms[$0], terms[$1]) }
    }

    func postings(of term: String) -> Postings? { numbers[term].map { postings[$0] } }

    func number(ofKnown term: String) -> Int? { numbers[term] }

    func norm(of document: UInt32) -> UInt8 {
        Int(document) < norms.count ? norms[Int(document)] : 1
    }

    /// The numbers of terms that begin with `prefix`, in order.
    /// - Complexity: O(log n) and the terms found.
    func terms(from prefix: String) -> ArraySlice<Int> {
        var (low, high) = (0, order.count)
        while low < high {
            let middle = (low + high) / 2
            if TermOrder.precedes(terms[order[middle]], prefix) { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < order.count, terms[order[end]].utf8.starts(with: prefix.utf8) { end += 1 }
        return order[low..<end]
    }
}

/// Terms are ordered by their bytes.
enum TermOrder {
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
