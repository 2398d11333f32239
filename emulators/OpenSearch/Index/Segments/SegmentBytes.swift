internal import World

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

    mutating func put(raw bytes: [UInt8]) { self.bytes.append(contentsOf: bytes) }

    /// Many texts: where each of them ends, then all of them.
    mutating func put(texts: [String]) {
        var end: UInt32 = 0
        put(
            texts.map { text in
                end += UInt32(text.utf8.count)
                return end
            })
        for text in texts { bytes.append(contentsOf: text.utf8) }
    }
}

/// The bytes are not what a writer wrote.
struct SegmentFailure: Error {}

/// What a ``SegmentWriter`` wrote: in memory, or on disk and read where it is touched.
enum SegmentBytes: Sendable {
    case memory([UInt8])
    case file(MappedFile)

    func read<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        switch self {
        case .file(let file): body(file.bytes)
        case .memory(let bytes): bytes.withUnsafeBytes(body)
        }
    }

    var count: Int { read { $0.count } }

    func text(_ range: Range<Int>) -> String {
        read { String(decoding: UnsafeRawBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }
}

/// Reads what a ``SegmentWriter`` wrote. What is cut short throws.
struct SegmentReader {
    private let bytes: SegmentBytes
    private var position: Int
    private let end: Int

    init(_ bytes: SegmentBytes, _ range: Range<Int>) {
        self.bytes = bytes
        (position, end) = (range.lowerBound, range.upperBound)
    }

    init(_ bytes: [UInt8]) {
        self.init(.memory(bytes), 0..<bytes.count)
    }

    var isAtEnd: Bool { position == end }

    mutating func integer() throws(SegmentFailure) -> Int {
        let range = try take(8)
        return Int(bytes.read { $0.loadUnaligned(fromByteOffset: range.lowerBound, as: Int64.self) })
    }

    /// How many things follow.
    mutating func count() throws(SegmentFailure) -> Int {
        let count = try integer()
        guard (0...end).contains(count) else { throw SegmentFailure() }
        return count
    }

    mutating func text() throws(SegmentFailure) -> String { bytes.text(try take(try integer())) }

    mutating func array<Element: BitwiseCopyable>(of type: Element.Type) throws(SegmentFailure) -> [Element] {
        let range = try range(of: type)
        return Array(unsafeUninitializedCapacity: range.count / MemoryLayout<Element>.stride) { buffer, initialized in
            bytes.read { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: .init(rebasing: $0[range])) }
            initialized = range.count / MemoryLayout<Element>.stride
        }
    }

    mutating func texts() throws(SegmentFailure) -> [String] {
        let texts = try textsInPlace()
        return (0..<texts.count).map { texts[$0] }
    }

    // Without reading them.

    mutating func arrayInPlace<Element: BitwiseCopyable & Sendable>(
        of type: Element.Type
    ) throws(SegmentFailure) -> SegmentArray<Element> {
        let range = try range(of: type)
        return SegmentArray(bytes, start: range.lowerBound, count: range.count / MemoryLayout<Element>.stride)
    }

    mutating func textsInPlace() throws(SegmentFailure) -> SegmentTexts {
        let ends = try arrayInPlace(of: UInt32.self)
        let range = try take(ends.count == 0 ? 0 : Int(ends[ends.count - 1]))
        return SegmentTexts(bytes, ends: ends, start: range.lowerBound)
    }

    private mutating func range<Element>(of type: Element.Type) throws(SegmentFailure) -> Range<Int> {
        let (byteCount, overflow) = try integer().multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
        guard !overflow else { throw SegmentFailure() }
        return try take(byteCount)
    }

    private mutating func take(_ count: Int) throws(SegmentFailure) -> Range<Int> {
        guard count >= 0, count <= end - position else { throw SegmentFailure() }
        defer { position += count }
        return position..<position + count
    }
}

/// An array that stays where it is.
struct SegmentArray<Element: BitwiseCopyable & Sendable>: Sendable {
    private let bytes: SegmentBytes
    private let start: Int
    let count: Int

    init(_ bytes: SegmentBytes, start: Int, count: Int) {
        (self.bytes, self.start, self.count) = (bytes, start, count)
    }

    subscript(index: Int) -> Element {
        precondition((0..<count).contains(index), "there is no element \(index) of \(count)")
        let place = start + index * MemoryLayout<Element>.stride
        return bytes.read { $0.loadUnaligned(fromByteOffset: place, as: Element.self) }
    }
}

/// Texts that stay where they are.
struct SegmentTexts: Sendable {
    private let bytes: SegmentBytes
    private let ends: SegmentArray<UInt32>
    private let start: Int

    init(_ bytes: SegmentBytes, ends: SegmentArray<UInt32>, start: Int) {
        (self.bytes, self.ends, self.start) = (bytes, ends, start)
    }

    var count: Int { ends.count }

    subscript(index: Int) -> String {
        let first = index == 0 ? 0 : Int(ends[index - 1])
        return bytes.text(start + first..<start + max(first, Int(ends[index])))
    }
}
