/// Writes numbers, texts and arrays one behind the other, in the machine's own order of bytes.
struct SegmentWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ value: Int) {
        withUnsafeBytes(of: Int64(value)) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ text: String) {
        put(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func put<Element: BitwiseCopyable>(_ array: [Element]) {
        put(array.count)
        array.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Many texts: their lengths, then all of them.
    mutating func put(texts: [String]) {
        put(texts.map { UInt32($0.utf8.count) })
        for text in texts { bytes.append(contentsOf: text.utf8) }
    }
}

/// The bytes are not what a writer wrote.
struct SegmentFailure: Error {}

/// Reads what a ``SegmentWriter`` wrote. What is cut short throws.
struct SegmentReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func integer() throws(SegmentFailure) -> Int {
        let range = try take(8)
        return Int(bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: range.lowerBound, as: Int64.self) })
    }

    /// How many things follow.
    mutating func count() throws(SegmentFailure) -> Int {
        let count = try integer()
        guard (0...bytes.count).contains(count) else { throw SegmentFailure() }
        return count
    }

    mutating func text() throws(SegmentFailure) -> String {
        String(decoding: bytes[try take(try integer())], as: UTF8.self)
    }

    mutating func array<Element: BitwiseCopyable>(of type: Element.Type) throws(SegmentFailure) -> [Element] {
        let count = try integer()
        let (byteCount, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
        guard !overflow else { throw SegmentFailure() }
        let range = try take(byteCount)
        return Array(unsafeUninitializedCapacity: count) { buffer, initialized in
            bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: .init(rebasing: $0[range])) }
            initialized = count
        }
    }

    mutating func texts() throws(SegmentFailure) -> [String] {
        var texts: [String] = []
        let lengths = try array(of: UInt32.self)
        texts.reserveCapacity(lengths.count)
        for length in lengths { texts.append(String(decoding: bytes[try take(Int(length))], as: UTF8.self)) }
        return texts
    }

    private mutating func take(_ count: Int) throws(SegmentFailure) -> Range<Int> {
        guard count >= 0, count <= bytes.count - position else { throw SegmentFailure() }
        defer { position += count }
        return position..<position + count
    }
}
