import AWSCore
import World

/// An asynchronous invocation that was accepted: it is stored until it has ended, however often the process dies.
struct AcceptedEvent: Sendable {
    let reference: FunctionReference
    /// All attempts share it.
    let requestID: String
    let payload: [UInt8]
    let clientContext: Document?
    let accepted: Timestamp
    /// How often the function was invoked.
    var invocations = 0
    /// How often it answered with an error.
    var errors = 0
    /// How often it could not be invoked.
    var throttles = 0

    init(
        reference: FunctionReference, requestID: String, payload: [UInt8], clientContext: Document?,
        accepted: Timestamp
    ) {
        self.reference = reference
        self.requestID = requestID
        self.payload = payload
        self.clientContext = clientContext
        self.accepted = accepted
    }

    private static let columns =
        "account, region, name, qualifier, request, payload, context, accepted, invocations, errors, throttles"

    /// - Returns: its number.
    func insert(_ sqlite: SQLite) throws -> Int64 {
        let row = try sqlite.statement(
            "INSERT INTO lambda_events (\(Self.columns), due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)")
        row.bind(1, reference.account)
        row.bind(2, reference.region)
        row.bind(3, reference.name)
        if let qualifier = reference.qualifier { row.bind(4, qualifier) } else { row.bindNull(4) }
        row.bind(5, requestID)
        row.bind(6, payload)
        if let clientContext { row.bind(7, clientContext.json()) } else { row.bindNull(7) }
        row.bind(8, accepted.milliseconds)
        row.bind(9, accepted.milliseconds)
        _ = try row.step()
        return sqlite.lastInsertedRow
    }

    static func load(_ id: Int64, _ sqlite: SQLite) throws -> AcceptedEvent? {
        let row = try sqlite.statement("SELECT \(columns) FROM lambda_events WHERE id = ?")
        row.bind(1, id)
        guard try row.step() else { return nil }
        let reference = FunctionReference(
            account: row.text(0), region: row.text(1), name: row.text(2),
            qualifier: row.isNull(3) ? nil : row.text(3))
        var event = AcceptedEvent(
            reference: reference, requestID: row.text(4), payload: row.bytes(5),
            clientContext: row.isNull(6) ? nil : try? Document(json: row.bytes(6)),
            accepted: Timestamp(milliseconds: row.int64(7)))
        event.invocations = Int(row.int64(8))
        event.errors = Int(row.int64(9))
        event.throttles = Int(row.int64(10))
        return event
    }

    /// Stores how often was tried, and when it is to be tried again.
    func update(_ id: Int64, due: Timestamp, _ sqlite: SQLite) throws {
        let row = try sqlite.statement(
            "UPDATE lambda_events SET due = ?, invocations = ?, errors = ?, throttles = ? WHERE id = ?")
        row.bind(1, due.milliseconds)
        row.bind(2, Int64(invocations))
        row.bind(3, Int64(errors))
        row.bind(4, Int64(throttles))
        row.bind(5, id)
        _ = try row.step()
    }

    static func delete(_ id: Int64, _ sqlite: SQLite) throws {
        let row = try sqlite.statement("DELETE FROM lambda_events WHERE id = ?")
        row.bind(1, id)
        _ = try row.step()
    }

    /// Numbers and due times of all events, in the order in which they were accepted.
    static func all(_ sqlite: SQLite) throws -> [(id: Int64, due: Timestamp)] {
        let rows = try sqlite.statement("SELECT id, due FROM lambda_events ORDER BY id")
        var events: [(id: Int64, due: Timestamp)] = []
        while try rows.step() { events.append((rows.int64(0), Timestamp(milliseconds: rows.int64(1)))) }
        return events
    }
}
