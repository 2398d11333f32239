/// Search for a text in another by their bytes.
///
/// The standard library compares characters, which costs a hundred times as much. What models look for are marks and words
/// of ASCII, for which both find the same, but for a mark that a combining character follows.
extension StringProtocol {
    func contains(_ other: String) -> Bool { firstRange(of: other) != nil }

    func firstRange(of other: String) -> Range<Index>? {
        var other = other
        return other.withUTF8 { wanted in
            let found = utf8.withContiguousStorageIfAvailable { ByteSearch.first(wanted, in: $0) }
            // Only a text that is bridged from elsewhere has no bytes at hand.
            guard let offset = found ?? Array(utf8).withUnsafeBufferPointer({ ByteSearch.first(wanted, in: $0) }) else {
                return nil
            }
            let start = utf8.index(startIndex, offsetBy: offset)
            return start..<utf8.index(start, offsetBy: wanted.count)
        }
    }
}

package enum ByteSearch {
    private typealias Lane = SIMD32<UInt8>

    /// - Returns: the offset of the first place; 0 for an empty text.
    /// - Complexity: O(n) for texts whose first two bytes seldom stand together, O(n · m) at worst.
    package static func first(_ wanted: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let begin = wanted.first, let base = bytes.baseAddress else { return wanted.isEmpty ? 0 : nil }
        guard wanted.count <= bytes.count else { return nil }
        let last = bytes.count - wanted.count
        let second = wanted.count > 1 ? wanted[1] : begin
        let step = wanted.count > 1 ? 1 : 0
        var offset = 0
        while offset <= last {
            // Thirty-two places at a time, as long as none begins as it should.
            if offset + Lane.scalarCount + step <= bytes.count {
                let raw = UnsafeRawPointer(base + offset)
                let begins = raw.loadUnaligned(as: Lane.self) .== Lane(repeating: begin)
                let goesOn = raw.loadUnaligned(fromByteOffset: step, as: Lane.self) .== Lane(repeating: second)
                guard any(begins .& goesOn) else {
                    offset += Lane.scalarCount
                    continue
                }
            }
            let end = min(last, offset + Lane.scalarCount - 1)
            for place in offset...end where base[place] == begin && isEqual(base + place, wanted) { return place }
            offset = end + 1
        }
        return nil
    }

    private static func isEqual(_ place: UnsafePointer<UInt8>, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in wanted.indices where place[index] != wanted[index] { return false }
        return true
    }
}
