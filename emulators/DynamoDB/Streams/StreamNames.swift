import AWSCore
import AWSDynamoDB
import AWSDynamoDBStreams

/// The label of a stream: when it was made, `2015-05-20T20:51:10.252`.
enum StreamLabel {
    static func text(_ time: Timestamp) -> String {
        let civil = CivilTime(time)
        func digits(_ value: Int, _ count: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        return "\(digits(civil.year, 4))-\(digits(civil.month, 2))-\(digits(civil.day, 2))T"
            + "\(digits(civil.hour, 2)):\(digits(civil.minute, 2)):\(digits(civil.second, 2))."
            + digits(civil.nanosecond / 1_000_000, 3)
    }
}

/// Sequence numbers: 21 digits, so that their order as text is their order.
enum SequenceNumber {
    static func text(_ number: Int64) -> String {
        let digits = String(number)
        return "1" + String(repeating: "0", count: 20 - digits.count) + digits
    }

    /// - Returns: nil for texts that no record has.
    static func number(_ text: String) -> Int64? {
        guard text.utf8.count == 21, text.hasPrefix("1"), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return Int64(text.dropFirst())
    }
}

/// Shard ids: `shardId-00000001414576573621-f55eea83`, of the time of making and a hash.
enum ShardID {
    static func text(_ time: Timestamp, seed: String) -> String {
        let digits = String(time.milliseconds)
        return "shardId-" + String(repeating: "0", count: max(0, 20 - digits.count)) + digits + "-"
            + Hexadecimal.text(KeyEncoding.hash(Array(seed.utf8)), digits: 8)
    }
}

enum Hexadecimal {
    static func text(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String((String(repeating: "0", count: 16 - text.count) + text).suffix(digits))
    }
}

/// Values of DynamoDB under the types of DynamoDB Streams, which are the same in all but name.
enum StreamValue {
    static func item(_ item: Item) -> [String: DynamoDBStreams.AttributeValue] {
        item.mapValues(value)
    }

    static func element(_ element: DynamoDB.KeySchemaElement) -> DynamoDBStreams.KeySchemaElement {
        DynamoDBStreams.KeySchemaElement(
            attributeName: element.attributeName,
            keyType: DynamoDBStreams.KeyType(rawValue: element.keyType.rawValue))
    }

    private static func value(_ value: DynamoDB.AttributeValue) -> DynamoDBStreams.AttributeValue {
        switch value {
        case .s(let text): .s(text)
        case .n(let text): .n(text)
        case .b(let blob): .b(blob)
        case .ss(let texts): .ss(texts)
        case .ns(let texts): .ns(texts)
        case .bs(let blobs): .bs(blobs)
        case .m(let members): .m(members.mapValues(self.value))
        case .l(let elements): .l(elements.map(self.value))
        case .null(let flag): .null(flag)
        case .bool(let flag): .bool(flag)
        }
    }
}
