/// One attribute of a key, and the type that a table's definitions give it.
package struct KeyAttribute: Hashable, Sendable {
    package let name: String
    /// String, number or binary.
    package let type: AttributeType

    package init(_ name: String, _ type: AttributeType) {
        self.name = name
        self.type = type
    }
}

/// The key of a table or an index: what it is partitioned and sorted by.
///
/// Tables have one partition attribute and at most one sort attribute; global indexes up to four of each.
package struct KeySchema: Hashable, Sendable {
    package let partition: [KeyAttribute]
    package let sort: [KeyAttribute]

    package init(partition: [KeyAttribute], sort: [KeyAttribute] = []) {
        self.partition = partition
        self.sort = sort
    }

    /// Partition attributes, then sort attributes.
    package var attributes: [KeyAttribute] { partition + sort }
}
