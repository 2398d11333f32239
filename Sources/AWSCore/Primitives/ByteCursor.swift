/// Reads short texts of a fixed layout, byte by byte. Every read that does not find what it wants returns nil.
struct ByteCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var offset = 0

    /// - Parameter bytes: valid for as long as the cursor is used.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// Passes one byte that `isWanted` accepts.
    @discardableResult
    mutating func take(where isWanted: (UInt8) -> Bool) -> UInt8? {
        guard let next, isWanted(next) else { return nil }
        offset += 1
        return next
    }

    mutating func take(_ byte: UInt8) -> Void? {
        take { $0 == byte }.map { _ in }
    }

    /// Passes `word`, in exactly this case.
    mutating func take(_ word: StaticString) -> Void? {
        let wanted = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes.count - offset >= wanted.count, bytes[offset..<offset + wanted.count].elementsEqual(wanted)
        else { return nil }
        offset += wanted.count
        return ()
    }

    /// Passes between `counts` decimal digits and returns their value.
    mutating func digits(_ counts: ClosedRange<Int>) -> Int? {
        let start = offset
        var value = 0
        while offset - start < counts.upperBound, let digit = take(where: Self.isDigit) {
            value = value * 10 + Int(digit - 0x30)
        }
        return offset - start >= counts.lowerBound ? value : nil
    }

    mutating func digits(_ count: Int) -> Int? { digits(count...count) }

    /// Passes three letters and returns which of `names` they are.
    mutating func index(in names: [StaticString]) -> Int? {
        for (index, name) in names.enumerated() where take(name) != nil { return index }
        return nil
    }

    /// Passes digits after a decimal point and returns them as nanoseconds; finer ones are cut off.
    mutating func fraction() -> Int? {
        var nanoseconds = 0
        var unit = 100_000_000
        guard let next, Self.isDigit(next) else { return nil }
        while let digit = take(where: Self.isDigit) {
            nanoseconds += Int(digit - 0x30) * unit
            unit /= 10
        }
        return nanoseconds
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
