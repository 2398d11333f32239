import AWSCore
package import AWSDynamoDB

/// How large DynamoDB takes an item to be.
///
/// Sources: developer guide, "DynamoDB item sizes and formats", and for numbers ``DynamoDBNumber/storedSize``.
package enum ItemSize {
    /// 400 KB, names included. API reference, "Service quotas", Items.
    package static let bytesMax = 409_600
    package static let readUnitBytes = 4096
    package static let writeUnitBytes = 1024

    /// Bytes of names and values together.
    /// - Complexity: O(bytes).
    package static func bytes(of item: Item) -> Int {
        item.reduce(0) { $0 + $1.key.utf8.count + bytes(of: $1.value) }
    }

    /// Bytes of one value, without its name.
    package static func bytes(of value: DynamoDB.AttributeValue) -> Int {
        switch value {
        case .s(let text): text.utf8.count
        case .n(let text): numberBytes(text)
        case .b(let blob): blob.count
        case .ss(let texts): texts.reduce(0) { $0 + $1.utf8.count }
        case .ns(let texts): texts.reduce(0) { $0 + numberBytes($1) }
        case .bs(let blobs): blobs.reduce(0) { $0 + $1.count }
        case .l(let elements): 3 + elements.reduce(0) { $0 + 1 + bytes(of: $1) }
        case .m(let members): 3 + members.count + bytes(of: members)
        case .null, .bool: 1
        }
    }

    private static func numberBytes(_ text: String) -> Int {
        (try? DynamoDBNumber(text))?.storedSize ?? text.utf8.count
    }

    /// Read units for `bytes` read at once: one for each 4 KB begun, half when eventually consistent, double in a
    /// transaction. Nothing read is one unit's worth.
    package static func readUnits(bytes: Int, isConsistent: Bool, isTransactional: Bool = false) -> Double {
        let units = Double(max(1, (bytes + readUnitBytes - 1) / readUnitBytes))
        return isTransactional ? units * 2 : isConsistent ? units : units / 2
    }

    /// Write units for an item of `bytes`: one for each 1 KB begun, double in a transaction, at least one.
    package static func writeUnits(bytes: Int, isTransactional: Bool = false) -> Double {
        let units = Double(max(1, (bytes + writeUnitBytes - 1) / writeUnitBytes))
        return isTransactional ? units * 2 : units
    }
}
