import AWSCore
import AWSDynamoDB

/// Write units that changes consumed, table and indexes apart.
struct WriteUnits {
    var table: Double
    var local: [String: Double] = [:]
    var global: [String: Double] = [:]

    var total: Double { table + local.values.reduce(0, +) + global.values.reduce(0, +) }

    mutating func add(_ units: Double, for index: Index) {
        if index.isGlobal {
            global[index.name, default: 0] += units
        } else {
            local[index.name, default: 0] += units
        }
    }

    static func += (left: inout WriteUnits, right: WriteUnits) {
        left.table += right.table
        left.local.merge(right.local, uniquingKeysWith: +)
        left.global.merge(right.global, uniquingKeysWith: +)
    }

    /// The same changes made in a transaction, which are prepared and then made.
    var doubled: WriteUnits {
        WriteUnits(table: table * 2, local: local.mapValues { $0 * 2 }, global: global.mapValues { $0 * 2 })
    }

    /// As the answer tells it; nil when the caller did not ask.
    func consumed(
        by table: String, as detail: DynamoDB.ReturnConsumedCapacity?, isTransactional: Bool = false
    ) -> DynamoDB.ConsumedCapacity? {
        guard let detail, detail != .none else { return nil }
        func capacity(_ units: Double) -> DynamoDB.Capacity {
            DynamoDB.Capacity(writeCapacityUnits: isTransactional ? units : nil, capacityUnits: units)
        }
        var consumed = DynamoDB.ConsumedCapacity(
            tableName: table, capacityUnits: total, writeCapacityUnits: isTransactional ? total : nil)
        guard detail == .indexes else { return consumed }
        consumed.table = capacity(self.table)
        consumed.localSecondaryIndexes = local.isEmpty ? nil : local.mapValues(capacity)
        consumed.globalSecondaryIndexes = global.isEmpty ? nil : global.mapValues(capacity)
        return consumed
    }
}

/// Read units that reads of one table consumed.
struct ReadUnits {
    var table: Double = 0
    var index: Double?
    /// The index that was read, where one was.
    var readIndex: Index?

    var total: Double { table + (index ?? 0) }

    func consumed(
        by name: String, as detail: DynamoDB.ReturnConsumedCapacity?, isTransactional: Bool = false
    ) -> DynamoDB.ConsumedCapacity? {
        guard let detail, detail != .none else { return nil }
        func capacity(_ units: Double) -> DynamoDB.Capacity {
            DynamoDB.Capacity(readCapacityUnits: isTransactional ? units : nil, capacityUnits: units)
        }
        var consumed = DynamoDB.ConsumedCapacity(
            tableName: name, capacityUnits: total, readCapacityUnits: isTransactional ? total : nil)
        guard detail == .indexes else { return consumed }
        consumed.table = capacity(table)
        if let readIndex, let index {
            let capacities = [readIndex.name: capacity(index)]
            if readIndex.isGlobal {
                consumed.globalSecondaryIndexes = capacities
            } else {
                consumed.localSecondaryIndexes = capacities
            }
        }
        return consumed
    }
}
