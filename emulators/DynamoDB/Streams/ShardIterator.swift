import AWSCore
import AWSDynamoDBStreams

/// A place in a shard, from which records are read. Its text is opaque to callers, and good for 15 minutes.
struct ShardIterator: Hashable, Sendable {
    let streamARN: String
    let shardID: String
    /// The sequence of the first record that is read, if it is there.
    let position: Int64
    let issuedAt: Timestamp

    init(streamARN: String, shardID: String, position: Int64, issuedAt: Timestamp) {
        self.streamARN = streamARN
        self.shardID = shardID
        self.position = position
        self.issuedAt = issuedAt
    }

    /// `arn|1|` and the rest in base64, as AWS's look.
    var text: String {
        let rest = Blob("\(shardID)|\(position)|\(issuedAt.milliseconds)").base64
        return "\(streamARN)|1|\(rest)"
    }

    /// - Returns: nil for texts that are no iterator.
    init?(_ text: String) {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1] == "1", let rest = Blob(base64: String(parts[2])) else { return nil }
        let fields = rest.text.split(separator: "|", omittingEmptySubsequences: false)
        guard fields.count == 3, let position = Int64(fields[1]), let issued = Int64(fields[2]),
            (0...Self.millisecondsMax).contains(issued), position >= 0
        else { return nil }
        self.init(
            streamARN: String(parts[0]), shardID: String(fields[0]), position: position,
            issuedAt: Timestamp(milliseconds: issued))
    }

    /// The year 9999, well within what time stamps hold.
    private static let millisecondsMax: Int64 = 253_402_300_799_999

    func isExpired(at now: Timestamp) -> Bool {
        issuedAt + DynamoDBLimits.shardIteratorLifetime <= now
    }
}
