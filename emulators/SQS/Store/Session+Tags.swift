import AWSCore
import World

/// Tags as rows.
extension Session {
    func tags(of queue: Queue) throws -> [String: String] {
        let row = try rows("SELECT key, value FROM sqs_tags WHERE queue = ?", [.integer(queue.id)])
        var tags: [String: String] = [:]
        while try row.step() { tags[row.text(0)] = row.text(1) }
        return tags
    }

    func putTags(_ tags: [String: String], on queue: Queue) throws {
        for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
            try run(
                "INSERT OR REPLACE INTO sqs_tags (queue, key, value) VALUES (?, ?, ?)",
                [.integer(queue.id), .text(key), .text(value)])
        }
    }

    func deleteTags(_ keys: [String], of queue: Queue) throws {
        for key in keys {
            try run("DELETE FROM sqs_tags WHERE queue = ? AND key = ?", [.integer(queue.id), .text(key)])
        }
    }
}
