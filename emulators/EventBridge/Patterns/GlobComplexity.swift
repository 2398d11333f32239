/// How many places in a glob a text may be at, at once: AWS refuses globs that let it be at too many.
///
/// Each star can take the next byte or let what follows take it. So a text walks through the glob at several places at
/// once, and every star whose following run begins with bytes that repeat adds to them.
enum GlobComplexity {
    /// `*:*:*:*:*:event-bus/*`, which is at 11 places after five colons, is refused; 7 places are allowed
    /// (recorded answers). Where between them AWS draws the line is not published.
    static let placesMax = 10
    /// Walks that are looked at before a glob counts as too complex.
    private static let walksMax = 4096

    static func check(_ glob: Glob) throws(PatternError) {
        guard !isTooComplex(glob) else {
            throw PatternError(
                "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences "
                    + "after a wildcard character")
        }
    }

    private static func isTooComplex(_ glob: Glob) -> Bool {
        if glob.parts.count == 1 { return false }
        let steps = Array(glob.parts.map { $0.map { UInt8?.some($0) } }.joined(separator: [nil]))
        let bytes = Set(steps.compactMap { $0 })
        var seen: Set<Set<Int>> = []
        var next = [closure([0], steps)]
        while let places = next.popLast() {
            guard places.count <= placesMax, seen.count < walksMax else { return true }
            for byte in bytes {
                let moved = closure(step(places, byte, steps), steps)
                if !moved.isEmpty, seen.insert(moved).inserted { next.append(moved) }
            }
        }
        return false
    }

    private static func step(_ places: Set<Int>, _ byte: UInt8, _ steps: [UInt8?]) -> [Int] {
        places.compactMap { place in
            guard place < steps.count else { return nil }
            guard let wanted = steps[place] else { return place }
            return wanted == byte ? place + 1 : nil
        }
    }

    /// A place before a star is also the place behind it.
    private static func closure(_ places: [Int], _ steps: [UInt8?]) -> Set<Int> {
        var closed = Set(places)
        for place in places where place < steps.count && steps[place] == nil { closed.insert(place + 1) }
        return closed
    }
}
