/// Numbers to bytes, little endian.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ words: [UInt64]) {
        put(UInt64(words.count))
        for word in words { put(word) }
    }

    mutating func put(raw: UnsafeRawBufferPointer) { bytes.append(contentsOf: raw) }
}

/// Bytes to numbers; what is missing or too long is an error, never a trap.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private var place: Int
    private let file: String

    init(_ bytes: ArraySlice<UInt8>, file: String) {
        self.bytes = bytes
        place = bytes.startIndex
        self.file = file
    }

    var remaining: Int { bytes.endIndex - place }

    mutating func take<Value: FixedWidthInteger>(_ type: Value.Type) throws(VectorError) -> Value {
        let size = MemoryLayout<Value>.size
        guard remaining >= size else { throw .corrupt(file: file, reason: "it ends in the middle of a number") }
        var value: Value = 0
        for byte in (place..<place + size).reversed() { value = value << 8 | Value(truncatingIfNeeded: bytes[byte]) }
        place += size
        return value
    }

    mutating func takeCount<Value: FixedWidthInteger>(_ type: Value.Type, max: Int) throws(VectorError) -> Int {
        let value = try take(type)
        guard value >= 0, value <= max else { throw .corrupt(file: file, reason: "a count is out of its range") }
        return Int(value)
    }

    mutating func takeWords() throws(VectorError) -> [UInt64] {
        let count = try takeCount(UInt64.self, max: remaining / 8)
        var words: [UInt64] = []
        words.reserveCapacity(count)
        for _ in 0..<count { words.append(try take(UInt64.self)) }
        return words
    }
}
