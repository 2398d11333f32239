/// Collects the members of one JSON object so that of those named twice the last counts, in the place of the first.
struct DuplicateNames {
    /// Up to this many names are compared one by one; more are hashed.
    private static let comparedMax = 8
    private static let numbersMax = 64

    /// Bit n is set once member number n of a structure was seen.
    private var numbers: UInt64 = 0
    private var indices: [Int: Int] = [:]
    private let capacity: Int

    init(capacity: Int = 0) {
        self.capacity = min(capacity, Self.numbersMax)
    }

    /// - Parameter number: which member of the structure it is.
    mutating func put(_ entry: Document.Entry, number: Int, into entries: inout [Document.Entry]) {
        if entries.isEmpty { entries.reserveCapacity(capacity) }
        let bit: UInt64 = number < Self.numbersMax ? 1 << UInt64(number) : 0
        let isNew = bit != 0 && numbers & bit == 0
        numbers |= bit
        if !isNew, let index = entries.firstIndex(where: { $0.name == entry.name }) {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
    }

    /// Names of maps may be any: those of many entries go by their hash, which no sender can predict.
    mutating func put(_ entry: Document.Entry, into entries: inout [Document.Entry]) {
        if let index = index(of: entry.name, in: entries) {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
    }

    private mutating func index(of name: String, in entries: [Document.Entry]) -> Int? {
        if entries.count < Self.comparedMax { return entries.firstIndex { Self.isSame($0.name, name) } }
        if entries.count == Self.comparedMax {
            for (index, entry) in entries.enumerated() { indices[Self.hash(of: entry.name)] = index }
        }
        let hash = Self.hash(of: name)
        if let index = indices[hash], Self.isSame(entries[index].name, name) { return index }
        indices[hash] = entries.count
        return nil
    }

    /// By bytes: to AWS, an accented letter and its decomposition are two names.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && left.utf8.elementsEqual(right.utf8)
    }

    private static func hash(of name: String) -> Int {
        var hasher = Hasher()
        var name = name
        name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        return hasher.finalize()
    }
}
