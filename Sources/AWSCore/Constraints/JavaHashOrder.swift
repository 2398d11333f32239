/// The order in which Java's `HashMap` lists its keys, and so in which AWS checks the members of a structure.
///
/// Recorded answers of Bedrock, EventBridge, Cognito, ACM, IAM and DynamoDB to several violations at once agree with
/// it: `toolConfig` before `system`, `attributeType` before `attributeName`. The model's order would not.
enum JavaHashOrder {
    private static let capacityMin = 16
    private static let loadMax = 0.75

    static func sorted<Element>(_ elements: [Element], by key: (Element) -> String) -> [Element] {
        var capacity = capacityMin
        while Double(elements.count) > Double(capacity) * loadMax { capacity *= 2 }
        // Keys of one bucket stay in the order in which they came.
        return elements.enumerated().map { ($0.offset, bucket(of: key($0.element), capacity), $0.element) }
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
            .map(\.2)
    }

    private static func bucket(of key: String, _ capacity: Int) -> Int {
        let hash = key.utf16.reduce(UInt32(0)) { $0 &* 31 &+ UInt32($1) }
        return Int(hash ^ hash >> 16) & (capacity - 1)
    }
}
