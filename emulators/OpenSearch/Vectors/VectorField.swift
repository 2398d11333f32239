internal import VectorCore

/// The vectors of one field as a search sees them: which documents have one, and in which rows they are.
struct VectorField: Sendable {
    let space: VectorSpace
    /// Components of a vector.
    let dimension: Int
    let rows: VectorRows
    /// The documents are nested in others.
    let isNested: Bool
    /// Ascending.
    private(set) var documents: [UInt32] = []
    /// The row of each document, ascending too.
    private(set) var numbers: [UInt64] = []
    /// How long the vector of each document is, where rows are kept at length 1.
    private(set) var lengths: [Float] = []
    /// Each row has the number of its document.
    private var isPlain = true

    init(_ mapping: VectorMapping, _ rows: VectorRows, isNested: Bool) {
        space = mapping.space
        dimension = mapping.componentCount
        self.rows = rows
        self.isNested = isNested
    }

    /// As it was written to a segment.
    init?(_ mapping: VectorMapping, _ rows: VectorRows, documents: [UInt32], numbers: [UInt64], lengths: [Float]) {
        self.init(mapping, rows, isNested: false)
        let isAscending =
            zip(documents, documents.dropFirst()).allSatisfy { $0 < $1 }
            && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
        guard documents.count == numbers.count, isAscending,
            lengths.count == (space == .cosinesimil ? documents.count : 0)
        else { return nil }
        (self.documents, self.numbers, self.lengths) = (documents, numbers, lengths)
        isPlain = zip(documents, numbers).allSatisfy { UInt64($0) == $1 }
    }

    /// Documents and rows come in ascending order.
    /// - Parameter isKept: the row is there already.
    /// - Throws: what the storage throws; nothing is added then.
    mutating func append(_ vector: [Float], for document: UInt32, row: UInt64, isKept: Bool) throws {
        if !isKept { try rows.put(row, vector) }
        documents.append(document)
        numbers.append(row)
        if space == .cosinesimil { lengths.append(VectorKernels.length(vector)) }
        isPlain = isPlain && row == UInt64(document)
    }

    /// Whether every row is there. What is lost is lost from the end, or as a whole.
    var isWhole: Bool {
        rows.count >= numbers.count && numbers.suffix(Self.rowsCheckedMax).allSatisfy { rows.contains($0) }
    }

    private static let rowsCheckedMax = 1024

    /// The nearest, the nearest first, equal ones by number.
    /// - Parameters:
    ///   - allowed: the documents that may be found; nil for all that there are.
    ///   - probes: lists to look in, where there are lists; nil for what the field says.
    func nearest(
        to query: [Float], count: Int, among allowed: Bitmap?, probes: Int? = nil
    ) -> [(document: UInt32, distance: Float)] {
        measured(named(rows.nearest(to: query, count: count, among: filter(allowed), probes: probes)), query)
    }

    /// All that score at least `scoreMin`, the nearest first.
    func near(_ query: [Float], scoreMin: Float, among allowed: Bitmap?) -> [(document: UInt32, distance: Float)] {
        // A little farther than needed: the score decides.
        let reach = space.distance(ofScore: scoreMin)
        let limit = reach + max(1e-6, abs(reach) * 1e-5)
        return measured(named(rows.near(query, within: limit, among: filter(allowed))), query).filter {
            space.score(of: $0.distance) >= scoreMin
        }
    }

    /// The distances, in any space, of those of `wanted`, which ascend, that have a vector.
    func distances(
        to query: [Float], in other: VectorSpace, of wanted: [UInt32]
    ) -> [(document: UInt32, distance: Float)] {
        if other == space {
            let found = rows.nearest(to: query, count: wanted.count, among: filter(Bitmap(wanted)), isExact: true)
            return named(found)
        }
        let length = VectorKernels.length(query)
        return wanted.compactMap { document in
            guard let place = place(of: document), var vector = rows.vector(numbers[place]) else { return nil }
            if space == .cosinesimil { for index in vector.indices { vector[index] *= lengths[place] } }
            return (document, other.distance(query, vector, magnitudes: length * VectorKernels.length(vector)))
        }
    }

    /// With distances that are the same on every machine, whatever instructions it adds up by.
    private func measured(
        _ found: [(document: UInt32, distance: Float)], _ query: [Float]
    ) -> [(document: UInt32, distance: Float)] {
        guard space != .hamming else { return found }
        let length = VectorKernels.length(query)
        return found.map { match in
            guard let place = place(of: match.document), let vector = rows.vector(numbers[place]) else { return match }
            return (
                match.document, space.distance(query, vector, magnitudes: length * VectorKernels.length(vector))
            )
        }
    }

    /// The rows of documents as a filter: a bit for each.
    private func filter(_ allowed: Bitmap?) -> VectorFilter? {
        guard let allowed else {
            return rows.count == numbers.count ? nil : .ids(VectorBitmap(numbers))
        }
        if isPlain, rows.count == numbers.count { return .ids(VectorBitmap(words: allowed.words)) }
        var bitmap = VectorBitmap(capacity: Int(numbers.last ?? 0) + 1)
        for place in documents.indices where allowed.contains(documents[place]) { bitmap.insert(numbers[place]) }
        return .ids(bitmap)
    }

    private func named(_ matches: [VectorMatch]) -> [(document: UInt32, distance: Float)] {
        matches.compactMap { match in
            let place = Self.place(of: match.id, in: numbers)
            return place.map { (documents[$0], match.distance) }
        }
    }

    func place(of document: UInt32) -> Int? { Self.place(of: document, in: documents) }

    private static func place<Element: Comparable>(of wanted: Element, in ascending: [Element]) -> Int? {
        var (low, high) = (0, ascending.count)
        while low < high {
            let middle = (low + high) / 2
            if ascending[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low < ascending.count && ascending[low] == wanted ? low : nil
    }
}
