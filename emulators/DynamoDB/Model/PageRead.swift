import AWSCore
import AWSDynamoDB

/// What Query and Scan have in common: reading a range of a table or an index, page by page.
struct PageRead: Sendable {
    let tableName: String
    let indexName: String?
    let limit: Int?
    let isConsistent: Bool
    let select: DynamoDB.Select?
    let filter: Condition?
    let projection: Projection?
    let startKey: Item?
}

/// One page of items.
struct Page: Sendable {
    var items: [Item] = []
    var scannedCount = 0
    /// Where the next page begins; nil when this one is known to be the last.
    var lastKey: Item?
    var units = ReadUnits()
}

/// A read of a page that fits its table.
struct PreparedPage {
    let read: PageRead
    let table: Table
    let index: Index?
    /// Items of a local index are asked for attributes that it does not have.
    let fetchesWholeItems: Bool

    init(_ read: PageRead, _ session: Session) throws {
        self.read = read
        table = try session.openTable(read.tableName)
        index = try Self.index(read, table, at: session.now)
        fetchesWholeItems = Self.wantsMore(read, index)
    }

    private static func index(_ read: PageRead, _ table: Table, at now: Timestamp) throws(DynamoDBError) -> Index? {
        guard let name = read.indexName else { return nil }
        guard let index = table.index(named: name) else {
            throw .validation("The table does not have the specified index: \(name)")
        }
        guard !index.isGlobal || !read.isConsistent else {
            throw .validation("Consistent reads are not supported on global secondary indexes")
        }
        if let due = index.due, due > now, table.description.tableStatus != .creating {
            throw .validation("Cannot read from backfilling global secondary index: \(name)")
        }
        return index
    }

    private static func wantsMore(_ read: PageRead, _ index: Index?) -> Bool {
        guard let index, !index.isGlobal, let projected = index.projected else { return false }
        if read.select == .allAttributes { return true }
        let wanted = (read.projection?.paths ?? []).map(\.attribute)
        return !wanted.allSatisfy(projected.contains)
    }

    /// The prefix of the rows, and the schema they are ordered by.
    var prefix: [UInt8] { index?.prefix ?? table.prefix }
    var keys: KeySchema { index?.keys ?? table.keys }

    /// The attributes that a start key has: the table's key and the index's.
    var startAttributes: [KeyAttribute] {
        let own = table.keys.attributes
        guard let index else { return own }
        return own + index.keys.attributes.filter { attribute in !own.contains { $0.name == attribute.name } }
    }

    func rowKey(of start: Item) -> [UInt8] {
        index?.rowKey(of: start, of: table) ?? table.rowKey(of: start)
    }

    /// - Throws: when a global index is asked for attributes that it does not have.
    func checkSelection() throws(DynamoDBError) {
        guard let index, index.isGlobal, let projected = index.projected else { return }
        guard read.select != .allAttributes else {
            throw .invalidParameter(
                "Select type ALL_ATTRIBUTES is not supported for global secondary index \(index.name) "
                    + "because its projection type is not ALL")
        }
        let missing = (read.projection?.paths ?? []).map(\.attribute).filter { !projected.contains($0) }
        guard missing.isEmpty else {
            throw .invalidParameter(
                "Global secondary index \(index.name) does not project [\(missing.joined(separator: ", "))]")
        }
    }
}

extension Session {
    /// Reads items until the page is full: `limit` items, or a megabyte, counted before the filter.
    func page(_ prepared: PreparedPage, in range: KeyRange, reversed: Bool = false) throws -> Page {
        let read = prepared.read
        var page = Page()
        var bytes = 0
        var fetchedUnits = 0.0
        try forEachItem(in: range, ofIndex: prepared.index != nil, reversed: reversed) { item in
            let entry = prepared.index?.entry(of: item) ?? item
            bytes += ItemSize.bytes(of: entry)
            page.scannedCount += 1
            if prepared.fetchesWholeItems {
                fetchedUnits += ItemSize.readUnits(
                    bytes: ItemSize.bytes(of: item), isConsistent: read.isConsistent)
            }
            let seen = prepared.fetchesWholeItems ? item : entry
            if read.filter?.holds(for: seen) ?? true {
                page.items.append(read.projection?.apply(to: seen) ?? seen)
            }
            guard page.scannedCount != read.limit, bytes < DynamoDBLimits.pageBytesMax else {
                let names = Set(prepared.startAttributes.map(\.name))
                page.lastKey = item.filter { names.contains($0.key) }
                return false
            }
            return true
        }
        let units = ItemSize.readUnits(bytes: bytes, isConsistent: read.isConsistent)
        page.units =
            prepared.index == nil
            ? ReadUnits(table: units) : ReadUnits(table: fetchedUnits, index: units, readIndex: prepared.index)
        return page
    }
}
