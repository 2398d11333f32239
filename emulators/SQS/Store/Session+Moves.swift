import AWSCore
import AWSSQS
import World

/// Message move tasks as rows.
extension Session {
    private static let moveColumns =
        "id, task, account, region, source, destination, rate, status, moved, total, started, failure"

    func insertMove(_ id: String, from source: Queue, to destination: String?, rate: Int?, total: Int) throws
        -> MessageMove
    {
        try run(
            "INSERT INTO sqs_moves (task, account, region, source, destination, rate, status, total, started) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .text(id), .text(source.account), .text(source.region), .text(source.arn), .optional(destination),
                .optional(rate), .text(MessageMove.Status.running.rawValue), .integer(Int64(total)), .time(now),
            ])
        return MessageMove(
            row: sqlite.lastInsertedRow, id: id, account: source.account, region: source.region, source: source.arn,
            destination: destination, rate: rate, status: .running, moved: 0, total: total, started: now)
    }

    func move(row: Int64) throws -> MessageMove? {
        try moves("SELECT \(Self.moveColumns) FROM sqs_moves WHERE id = ?", [.integer(row)]).first
    }

    func move(id: String) throws -> MessageMove? {
        try moves("SELECT \(Self.moveColumns) FROM sqs_moves WHERE task = ?", [.text(id)]).first
    }

    /// The latest first.
    func moves(from source: String, limit: Int) throws -> [MessageMove] {
        try moves(
            "SELECT \(Self.moveColumns) FROM sqs_moves WHERE source = ? ORDER BY id DESC LIMIT ?",
            [.text(source), .integer(Int64(limit))])
    }

    func runningMoves() throws -> [MessageMove] {
        try moves(
            "SELECT \(Self.moveColumns) FROM sqs_moves WHERE status = ? ORDER BY id",
            [.text(MessageMove.Status.running.rawValue)])
    }

    func update(_ move: MessageMove) throws {
        try run(
            "UPDATE sqs_moves SET status = ?, moved = ?, failure = ? WHERE id = ?",
            [
                .text(move.status.rawValue), .integer(Int64(move.moved)), .optional(move.failure), .integer(move.row),
            ])
    }

    private func moves(_ sql: String, _ parameters: [Parameter]) throws -> [MessageMove] {
        let row = try rows(sql, parameters)
        var moves: [MessageMove] = []
        while try row.step() {
            moves.append(
                MessageMove(
                    row: row.int64(0), id: row.text(1), account: row.text(2), region: row.text(3),
                    source: row.text(4), destination: row.optionalText(5),
                    rate: row.isNull(6) ? nil : Int(row.int64(6)),
                    status: MessageMove.Status(rawValue: row.text(7)) ?? .failed, moved: Int(row.int64(8)),
                    total: Int(row.int64(9)), started: row.time(10), failure: row.optionalText(11)))
        }
        return moves
    }
}
