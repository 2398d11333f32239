extension EventStreamMessage {
    /// The message as it travels.
    /// - Throws: ``EventStreamError`` when it is longer than readers accept.
    public func encoded() throws(EventStreamError) -> [UInt8] {
        var headerBytes: [UInt8] = []
        for header in headers { try Self.append(header, to: &headerBytes) }
        guard headerBytes.count <= Self.headersBytesMax else { throw .headersTooLong(bytes: headerBytes.count) }
        guard payload.count <= Self.payloadBytesMax else { throw .payloadTooLong(bytes: payload.count) }
        let length = headerBytes.count + payload.count + Self.frameLength
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        Self.append(UInt32(length), to: &bytes)
        Self.append(UInt32(headerBytes.count), to: &bytes)
        Self.append(CRC32.checksum(of: bytes), to: &bytes)
        bytes += headerBytes
        bytes += payload
        Self.append(CRC32.checksum(of: bytes), to: &bytes)
        return bytes
    }

    private static func append(_ header: Header, to bytes: inout [UInt8]) throws(EventStreamError) {
        let name = header.name.utf8
        guard (1...headerNameBytesMax).contains(name.count) else { throw .invalidHeaderName }
        bytes.append(UInt8(name.count))
        bytes += name
        switch header.value {
        case .bool(let value): bytes.append(value ? 0 : 1)
        case .byte(let value): append(value, type: 2, to: &bytes)
        case .short(let value): append(value, type: 3, to: &bytes)
        case .integer(let value): append(value, type: 4, to: &bytes)
        case .long(let value): append(value, type: 5, to: &bytes)
        case .bytes(let value): try append(value, type: 6, of: header, to: &bytes)
        case .string(let value): try append(Array(value.utf8), type: 7, of: header, to: &bytes)
        case .timestamp(let value):
            guard writableSeconds.contains(value.seconds) else { throw .invalidHeaderValue(header.name) }
            append(value.milliseconds, type: 8, to: &bytes)
        case .uuid(let high, let low):
            append(high, type: 9, to: &bytes)
            append(low, to: &bytes)
        }
    }

    private static func append(
        _ value: [UInt8], type: UInt8, of header: Header, to bytes: inout [UInt8]
    ) throws(EventStreamError) {
        guard value.count <= valueBytesMax else { throw .invalidHeaderValue(header.name) }
        append(UInt16(value.count), type: type, to: &bytes)
        bytes += value
    }

    private static func append(_ value: some FixedWidthInteger, type: UInt8, to bytes: inout [UInt8]) {
        bytes.append(type)
        append(value, to: &bytes)
    }

    private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// The years -9999 to 9999; milliseconds could count further than any calendar.
    static let writableSeconds: ClosedRange<Int64> = -377_705_116_800...253_402_300_799
}
