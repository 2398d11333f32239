import AWSCore

/// An inverted index over one field: of texts with frequencies, positions and lengths, of keywords without.
struct TermField: Sendable {
    /// Texts have lengths, which count in scores; keywords have none.
    let hasNorms: Bool
    private(set) var terms: [String] = []
    private(set) var postings: [Postings] = []
    private var numbers: [String: Int] = [:]
    /// The field's length in each document, in one byte.
    private(set) var norms: [UInt8] = []
    /// Documents that have the field.
    private(set) var documentCount = 0
    /// Of all documents together.
    private(set) var totalLength = 0
    private(set) var present = Bitmap()
    /// The terms of each document, for keywords.
    private(set) var values = Column<UInt32>()
    private var order = TermsInOrder()

    init(hasNorms: Bool) {
        self.hasNorms = hasNorms
    }

    /// As it was written to a segment: see `TermField+Segment`.
    init(
        terms: [String], postings: [Postings], norms: [UInt8]?, documentCount: Int, totalLength: Int, present: Bitmap,
        values: Column<UInt32>
    ) {
        hasNorms = norms != nil
        self.terms = terms
        self.postings = postings
        self.norms = norms ?? []
        self.documentCount = documentCount
        self.totalLength = totalLength
        self.present = present
        self.values = values
        numbers = Dictionary(zip(terms, terms.indices)) { first, _ in first }
    }

    /// - Parameter tokens: by position.
    mutating func append(_ tokens: [Token], for document: UInt32) {
        var length = 0
        var last = -1
        for token in tokens {
            postings[number(of: token.text)].append(document, position: UInt32(token.position))
            // What stands at the position of another token makes the field no longer.
            if token.position != last { length += 1 }
            last = token.position
        }
        note(document, length: length)
    }

    mutating func append(_ keywords: [String], for document: UInt32) {
        var found: [UInt32] = []
        for keyword in keywords {
            let number = number(of: keyword)
            if !found.contains(UInt32(number)) { postings[number].append(document) }
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
        // Another copy of this field has its own terms.
        if !isKnownUniquelyReferenced(&order) || order.isKnown { order = TermsInOrder() }
        return terms.count - 1
    }

    func postings(of term: String) -> Postings? { numbers[term].map { postings[$0] } }

    func number(ofKnown term: String) -> Int? { numbers[term] }

    func norm(of document: UInt32) -> UInt8 {
        Int(document) < norms.count ? norms[Int(document)] : 1
    }

    /// The numbers of terms that begin with `prefix`, in order.
    /// - Complexity: O(log n) and the terms found; O(n log n) for the first to ask after new terms came.
    func terms(from prefix: String) -> ArraySlice<Int> {
        let order = order.numbers(of: terms)
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

/// The numbers of terms in the order of the terms, found out for the first who asks: most searches do not.
private final class TermsInOrder: Sendable {
    private let numbers = Lock<[Int]?>(nil)

    var isKnown: Bool { numbers.withLock { $0 != nil } }

    func numbers(of terms: [String]) -> [Int] {
        numbers.withLock { known in
            if let known { return known }
            let sorted = terms.indices.sorted { TermOrder.precedes(terms[$0], terms[$1]) }
            known = sorted
            return sorted
        }
    }
}

/// Terms are ordered by their bytes.
enum TermOrder {
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
