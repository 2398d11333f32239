/// The header `Range`, as S3 takes it: one range of bytes.
enum ByteRange: Sendable, Hashable {
    /// From the first to the last byte, both included; nil: to the end.
    case from(Int64, to: Int64?)
    case suffix(Int64)

    /// - Returns: nil for what S3 does not take for a range, and answers with the whole object: another unit, several
    ///   ranges, or anything else.
    init?(_ text: String) {
        guard text.lowercased().hasPrefix("bytes=") else { return nil }
        let sides = text.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2 else { return nil }
        let (start, end) = (Self.number(sides[0]), Self.number(sides[1]))
        switch (sides[0].isEmpty, sides[1].isEmpty) {
        case (false, true):
            guard let start else { return nil }
            self = .from(start, to: nil)
        case (false, false):
            guard let start, let end, start <= end else { return nil }
            self = .from(start, to: end)
        case (true, false):
            guard let end else { return nil }
            self = .suffix(end)
        case (true, true): return nil
        }
    }

    /// Which bytes of an object of this size are meant; nil when none of them is there.
    func resolved(size: Int64) -> Range<Int64>? {
        switch self {
        case .from(let start, let end):
            guard start < size else { return nil }
            return start..<min(end ?? .max - 1, size - 1) + 1
        case .suffix(let count):
            guard count > 0, size > 0 else { return nil }
            return max(0, size - count)..<size
        }
    }

    private static func number(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(text) ?? .max - 1
    }
}
