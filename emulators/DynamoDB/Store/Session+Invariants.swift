import AWSCore
import AWSDynamoDB
import World

/// What must hold of the store between any two transactions. For tests: it reads everything.
extension DynamoDBState {
    /// - Throws: ``InvariantFailure`` for the first thing that does not agree with another.
    /// - Complexity: O(n) in all rows of all tables.
    package func checkInvariants() async throws {
        let places = try await tablePlaces()
        var keyspaces: Set<Int64> = []
        for place in places {
            let call = Call(account: place.account, region: place.region, now: world.clock.now)
            let ids = try await world.database.read { [self] sqlite in
                let session = Session(sqlite, self, call, generation: 0)
                guard let table = try session.loadTable(place.name) else { return [Int64]() }
                try session.checkInvariants(of: table)
                return [table.id] + table.indexes.map(\.id)
            }
            keyspaces.formUnion(ids)
        }
        try await checkNoStrayRows(keyspaces)
    }

    private func tablePlaces() async throws -> [TablePlace] {
        try await world.database.read { sqlite in
            let rows = try sqlite.statement("SELECT account, region, name FROM dynamodb_tables")
            var places: [TablePlace] = []
            while try rows.step() {
                places.append(TablePlace(account: rows.text(0), region: rows.text(1), name: rows.text(2)))
            }
            return places
        }
    }

    private func checkNoStrayRows(_ keyspaces: Set<Int64>) async throws {
        let prefixes = Set(keyspaces.map(Table.prefix))
        try await world.database.read { sqlite in
            let rows = try sqlite.statement("SELECT key FROM dynamodb_rows")
            while try rows.step() {
                let prefix = Array(rows.bytes(0).prefix(8))
                guard prefixes.contains(prefix) else { throw InvariantFailure("a row of no table: \(prefix)") }
            }
        }
    }
}

/// Two parts of the store do not agree.
package struct InvariantFailure: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension Session {
    fileprivate func checkInvariants(of table: Table) throws {
        var counted: [String: Counts] = ["": Counts()]
        var entries: [[UInt8]: [UInt8]] = [:]
        var expirations: Set<[UInt8]> = []
        for index in table.indexes { counted[index.name] = Counts() }
        try forEachItem(in: KeyRange(beginningWith: table.prefix), ofIndex: false) { item in
            let key = table.rowKey(of: item)
            counted["", default: Counts()].add(item)
            for index in table.indexes {
                guard let entry = index.entry(of: item), KeyRules.fits(item, index.keys) else { continue }
                counted[index.name, default: Counts()].add(entry)
                entries[index.rowKey(of: entry, of: table)] = key
            }
            if let timeToLive = table.timeToLive, expires(item, timeToLive) { expirations.insert(key) }
            return true
        }
        try check(entries, of: table)
        try check(counted, of: table)
        try check(expirations, of: table)
    }

    private func check(_ expected: [[UInt8]: [UInt8]], of table: Table) throws {
        var found = 0
        for index in table.indexes {
            let range = KeyRange(beginningWith: index.prefix)
            let rows = try rows(
                "SELECT key, item FROM dynamodb_rows WHERE key >= ? AND key < ?",
                [.blob(range.lower), .blob(range.upper ?? [0xFF])])
            while try rows.step() {
                found += 1
                guard expected[rows.bytes(0)] == rows.bytes(1) else {
                    throw InvariantFailure("an entry of \(index.name) stands for no item of \(table.name)")
                }
            }
        }
        guard found == expected.count else {
            throw InvariantFailure("\(expected.count - found) entries of indexes of \(table.name) are missing")
        }
    }

    private func check(_ counted: [String: Counts], of table: Table) throws {
        let stored = try counts(of: table.id)
        for (name, counts) in counted where stored[name] != counts {
            throw InvariantFailure("\(table.name)/\(name) has \(counts), its counts say \(stored[name] ?? Counts())")
        }
    }

    private func check(_ expected: Set<[UInt8]>, of table: Table) throws {
        let rows = try rows("SELECT key FROM dynamodb_expirations WHERE table_id = ?", [.integer(table.id)])
        var found: Set<[UInt8]> = []
        while try rows.step() { found.insert(rows.bytes(0)) }
        // Items that expired years before they were written are rightly not among those that will be deleted.
        guard found.isSubset(of: expected) else { throw InvariantFailure("an item of \(table.name) expires wrongly") }
    }
}

extension Session.Counts {
    fileprivate mutating func add(_ item: Item) {
        items += 1
        bytes += ItemSize.bytes(of: item)
    }
}
