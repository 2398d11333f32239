import AWSCore
import AWSDynamoDB

// Items as Swift values, and back.
extension DynamoDB.AttributeValue {
    static func n(_ value: some BinaryInteger) -> Self { .n(String(value)) }

    var string: String? { if case .s(let text) = self { text } else { nil } }
    var integer: Int? { if case .n(let text) = self { Int(text) } else { nil } }
    var flag: Bool? { if case .bool(let value) = self { value } else { nil } }
}

extension [String: DynamoDB.AttributeValue] {
    /// DynamoDB may show an item for days after its time has come.
    func isAlive(at now: Timestamp) -> Bool {
        self["ttl"]?.integer.map { $0 > Int(now.seconds) } ?? true
    }
}

extension Timestamp {
    /// To the second, so that texts sort as times do.
    var secondText: String { Timestamp(seconds: seconds).text(.dateTime) }

    func adding(days: Int) -> Timestamp { Timestamp(seconds: seconds + Int64(days) * 86_400) }
}
