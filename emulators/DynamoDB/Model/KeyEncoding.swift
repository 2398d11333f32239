import AWSCore
package import AWSDynamoDB

/// The bytes under which rows of tables and indexes are stored: `memcmp` order is the order of DynamoDB.
///
/// `prefix · hash of the partition (8) · length of the partition (2) · partition · sort attributes [· suffix]`
///
/// - Rows of one partition stand together; partitions stand in the order of their hash, as a scan reads them.
/// - Every sort attribute ends where its bytes say, so a suffix (an index row's table key) cannot disturb the order.
///   Strings and binaries are escaped for that (00 becomes 00 FF, the end is 00 00); numbers end by themselves.
package enum KeyEncoding {
    /// The key of one row, or the start of a partition when `sort` is empty.
    /// - Parameters:
    ///   - prefix: what tells the table or index apart from others in the same store; any bytes.
    ///   - partition: values of the partition attributes, all of scalar types.
    ///   - sort: values of the sort attributes in order.
    package static func key(
        prefix: [UInt8], partition: [DynamoDB.AttributeValue], sort: [DynamoDB.AttributeValue] = []
    ) -> [UInt8] {
        var partitionBytes: [UInt8] = []
        if partition.count == 1 {
            appendRaw(partition[0], to: &partitionBytes)
        } else {
            for value in partition { appendOrdered(value, to: &partitionBytes) }
        }
        var bytes = prefix
        bytes.reserveCapacity(prefix.count + partitionBytes.count + 64)
        withUnsafeBytes(of: hash(partitionBytes).bigEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: UInt16(partitionBytes.count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes += partitionBytes
        for value in sort { appendOrdered(value, to: &bytes) }
        return bytes
    }

    /// Appends a key attribute's value so that it ends by itself and `memcmp` orders it.
    package static func appendOrdered(_ value: DynamoDB.AttributeValue, to bytes: inout [UInt8]) {
        switch value {
        case .s(let text): appendEscaped(text.utf8, to: &bytes)
        case .b(let blob): appendEscaped(blob.bytes, to: &bytes)
        case .n(let text): number(text).appendOrderedBytes(to: &bytes)
        default: preconditionFailure("A key attribute is a string, a number or a binary")
        }
        if case .n = value { return }
        bytes.append(0)
        bytes.append(0)
    }

    /// The escaped bytes of a string or binary without their end: what values that begin with it begin with.
    static func appendOpenEnded(_ value: DynamoDB.AttributeValue, to bytes: inout [UInt8]) {
        switch value {
        case .s(let text): appendEscaped(text.utf8, to: &bytes)
        case .b(let blob): appendEscaped(blob.bytes, to: &bytes)
        default: preconditionFailure("Only strings and binaries begin with something")
        }
    }

    /// The bytes just after every one that begins with `prefix`; nil when there are none such (all FF).
    package static func successor(of prefix: [UInt8]) -> [UInt8]? {
        guard let last = prefix.lastIndex(where: { $0 != 0xFF }) else { return nil }
        var bytes = Array(prefix[...last])
        bytes[last] += 1
        return bytes
    }

    /// Where a partition's rows lie among all, in 0..<2^64: FNV-1a, finished as MurmurHash3 does so that the high
    /// bits, which scan segments divide, depend on every byte. AWS does not publish its own.
    package static func hash(_ bytes: [UInt8]) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ (hash >> 33)
    }

    private static func appendRaw(_ value: DynamoDB.AttributeValue, to bytes: inout [UInt8]) {
        switch value {
        case .s(let text): bytes.append(contentsOf: text.utf8)
        case .b(let blob): bytes += blob.bytes
        case .n(let text): number(text).appendOrderedBytes(to: &bytes)
        default: preconditionFailure("A key attribute is a string, a number or a binary")
        }
    }

    private static func appendEscaped(_ source: some Sequence<UInt8>, to bytes: inout [UInt8]) {
        for byte in source {
            bytes.append(byte)
            if byte == 0 { bytes.append(0xFF) }
        }
    }

    private static func number(_ text: String) -> DynamoDBNumber {
        guard let number = try? DynamoDBNumber(text) else {
            preconditionFailure("A number in a key has been validated before")
        }
        return number
    }
}
