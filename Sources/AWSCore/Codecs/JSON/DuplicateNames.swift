/// Collects the members of one JSON object so that of those named twice the last counts, in the place of the first.
struct DuplicateNames {
    /// Up to this many names are compared one by one; more are hashed.
    private static let comparedMax = 32
    private static let numbersMax = 64
    private static let capacityMax = 8

    /// Bit n is set once member number n of a structure was seen, or a name of a map whose mark is n.
    private var seen: UInt64 = 0
    private var indices: [Int: Int] = [:]
    private let capacity: Int

    init(capacity: Int = capacityMax) {
        self.capacity = min(capacity, Self.capacityMax)
    }

    /// - Parameter number: which member of the structure it is.
    mutating func put(_ entry: Document.Entry, number: Int, into entries: inout [Document.Entry]) {
        if entries.isEmpty { entries.reserveCapacity(capacity) }
        let isNew = number < Self.numbersMax && mark(number)
        if !isNew, let index = entries.firstIndex(where: { $0.name == entry.name }) {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
    }

    /// Names of maps may be any: those of many entries go by their hash, which no sender can predict.
    mutating func put(_ entry: Document.Entry, into entries: inout [Document.Entry]) {
        if entries.isEmpty { entries.reserveCapacity(capacity) }
        if let index = index(of: entry.name, in: entries) {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
    }

    private mutating func index(of name: String, in entries: [Document.Entry]) -> Int? {
        if entries.count < Self.comparedMax {
            let isNew = mark(Self.mark(of: name))
            return isNew ? nil : entries.firstIndex { Self.isSame($0.name, name) }
        }
        if entries.count == Self.comparedMax {
            for (index, entry) in entries.enumerated() { indices[Self.hash(of: entry.name)] = index }
        }
        let hash = Self.hash(of: name)
        if let index = indices[hash], Self.isSame(entries[index].name, name) { return index }
        indices[hash] = entries.count
        return nil
    }

    /// True when the mark was not set before.
    private mutating func mark(_ number: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(number)
        defer { seen |= bit }
        return seen & bit == 0
    }

    /// 0 to 63: names that differ mostly differ in length or in their last characters.
    private static func mark(of name: String) -> Int {
        var mark = name.utf8.count
        for byte in name.utf8.suffix(2) { mark = mark &* 31 &+ Int(byte) }
        return mark & (numbersMax - 1)
    }

    /// By bytes: to AWS, an accented letter and its decomposition are two names. To Swift they are equal.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && left == right && left.utf8.elementsEqual(right.utf8)
    }

    private static func hash(of name: String) -> Int {
        var hasher = Hasher()
        var name = name
        name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        return hasher.finalize()
    }
}
