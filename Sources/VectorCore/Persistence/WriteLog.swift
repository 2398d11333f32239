/// What was written and is in no segment yet: records of length, CRC and payload, appended one after the other.
///
/// The last record may have been cut by a crash; it was never acknowledged, and is dropped. A record that does not hold
/// before others that do is damage.
final class WriteLog {
    enum Record {
        case add(id: UInt64, document: UInt64, vector: UnsafeRawBufferPointer)
        case delete(id: UInt64)
    }

    let number: UInt64
    private let file: SystemFile
    private var end: Int
    private let isSynchronous: Bool

    private static let recordHeader = 8
    /// Payloads: the kind and the id; for a row also its document, and its vector behind.
    private static let deleteBytes = 9
    private static let addBytes = 17

    /// Continues the log at `end`, dropping what is behind it.
    init(_ directory: IndexDirectory, number: UInt64, end: Int, synchronous: Bool) throws(VectorError) {
        self.number = number
        self.end = end
        isSynchronous = synchronous
        file = try SystemFile(directory.file(Self.name(number)), .append)
        try file.resize(end)
        if synchronous { try directory.synchronize() }
    }

    static func name(_ number: UInt64) -> String { "\(number).log" }

    /// Appends records; when it throws, none of them is there.
    func append(_ records: [UInt8]) throws(VectorError) {
        do throws(VectorError) {
            try file.write(records, at: end)
            if isSynchronous { try file.synchronize() }
        } catch {
            try? file.resize(end)
            throw error
        }
        end += records.count
    }

    func synchronize() throws(VectorError) { try file.synchronize() }

    /// The bytes of a record.
    static func encode(_ record: Record, into bytes: inout [UInt8]) {
        var payload = ByteWriter()
        switch record {
        case .add(let id, let document, let vector):
            payload.put(UInt8(1))
            payload.put(id)
            payload.put(document)
            payload.put(raw: vector)
        case .delete(let id):
            payload.put(UInt8(2))
            payload.put(id)
        }
        var header = ByteWriter()
        header.put(UInt32(payload.bytes.count))
        header.put(Checksum.of(payload.bytes))
        bytes += header.bytes
        bytes += payload.bytes
    }

    /// Reads records in order.
    /// - Returns: where the last whole record ends.
    /// - Throws: `corrupt` for a record that does not hold and is not the last, and whatever `body` throws.
    static func replay(
        _ path: String, vectorBytes: Int, _ body: (Record) throws(VectorError) -> Void
    ) throws(VectorError) -> Int {
        let bytes = try SystemFile.contents(path)
        var place = 0
        while bytes.count - place >= recordHeader {
            var reader = ByteReader(bytes[place...], file: path)
            let length = Int(try reader.take(UInt32.self))
            let checksum = try reader.take(UInt32.self)
            let start = place + recordHeader
            // Records have one of two lengths. What the file system padded is zero.
            guard length == deleteBytes || length == addBytes + vectorBytes || bytes[place...].allSatisfy({ $0 == 0 })
            else { throw .corrupt(file: path, reason: "the record at \(place) has \(length) bytes") }
            guard length <= bytes.count - start else { return place }
            let holds = bytes.withUnsafeBytes {
                Checksum.of(UnsafeRawBufferPointer(rebasing: $0[start..<start + length]))
            }
            guard holds == checksum, length > 0 else {
                // What was being written when the machine went down is the last record.
                if start + length == bytes.count || length == 0 { return place }
                throw .corrupt(file: path, reason: "the record at \(place) does not hold")
            }
            try decode(bytes[start..<start + length], vectorBytes, path, body)
            place = start + length
        }
        return place
    }

    private static func decode(
        _ payload: ArraySlice<UInt8>, _ vectorBytes: Int, _ path: String, _ body: (Record) throws(VectorError) -> Void
    ) throws(VectorError) {
        var reader = ByteReader(payload, file: path)
        switch try reader.take(UInt8.self) {
        case 1:
            let (id, document) = (try reader.take(UInt64.self), try reader.take(UInt64.self))
            guard reader.remaining == vectorBytes else {
                throw .corrupt(file: path, reason: "a vector has \(reader.remaining) bytes instead of \(vectorBytes)")
            }
            try payload.suffix(vectorBytes).withUnsafeBufferPointer { (vector) throws(VectorError) in
                try body(.add(id: id, document: document, vector: UnsafeRawBufferPointer(vector)))
            }
        case 2: try body(.delete(id: try reader.take(UInt64.self)))
        default: throw .corrupt(file: path, reason: "a record is of an unknown kind")
        }
    }
}
