import World

/// The tables that operations have met lately.
typealias TableCatalog = CommittedValues<TablePlace, Table>

/// Where a table is.
struct TablePlace: Hashable, Sendable {
    let account: String
    let region: String
    let name: String
}
