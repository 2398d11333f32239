import AWSCore
import AWSDynamoDB

/// What a table is to be, gathered from CreateTable's parameters, and the rules between them in AWS's order.
///
/// Source of the order and the words: answers of the live service that dynalite's createTable tests recorded.
struct TableDesign {
    let attributes: [DynamoDB.AttributeDefinition]
    let keySchema: [DynamoDB.KeySchemaElement]
    let localIndexes: [DynamoDB.LocalSecondaryIndex]?
    let globalIndexes: [DynamoDB.GlobalSecondaryIndex]?
    let isOnDemand: Bool
    let throughput: DynamoDB.ProvisionedThroughput?

    func check() throws(DynamoDBError) {
        try checkThroughput()
        try checkTableKeys()
        var names: Set<String> = []
        try checkLocalIndexes(&names)
        try checkGlobalIndexes(&names)
        try checkUnusedAttributes()
        try checkProjectionCount()
    }

    private var attributeNames: [String] { attributes.map(\.attributeName) }

    private func checkThroughput() throws(DynamoDBError) {
        if isOnDemand {
            guard throughput == nil else { throw .throughputOfOnDemandTable }
            return
        }
        guard let throughput else {
            throw .invalidParameter(
                "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED")
        }
        try ThroughputRules.checkBounds(throughput)
    }

    private func checkTableKeys() throws(DynamoDBError) {
        guard keySchema.count <= attributes.count else {
            throw .validation("Invalid KeySchema: Some index key attribute have no definition")
        }
        try KeySchemaRules.check(keySchema, definedBy: attributeNames)
        let hasIndexes = localIndexes != nil || globalIndexes != nil
        guard hasIndexes || keySchema.count == attributes.count else {
            throw .invalidParameter(
                "Number of attributes in KeySchema does not exactly match number of attributes defined in "
                    + "AttributeDefinitions")
        }
    }

    private func checkLocalIndexes(_ names: inout Set<String>) throws(DynamoDBError) {
        guard let localIndexes else { return }
        guard !localIndexes.isEmpty else { throw .invalidParameter("List of LocalSecondaryIndexes is empty") }
        guard keySchema.count == 2 else {
            throw .invalidParameter(
                "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex")
        }
        for index in localIndexes {
            try KeySchemaRules.check(index.keySchema, definedBy: attributeNames)
            try checkLocalKeys(of: index)
            try ProjectionRules.check(index.projection)
            try checkName(index.indexName, &names)
        }
        guard localIndexes.count <= DynamoDBLimits.localIndexesMax else {
            throw .invalidParameter(
                "Number of LocalSecondaryIndexes exceeds per-table limit of \(DynamoDBLimits.localIndexesMax)")
        }
    }

    private func checkLocalKeys(of index: DynamoDB.LocalSecondaryIndex) throws(DynamoDBError) {
        guard index.keySchema.count == 2 else {
            throw .invalidParameter("Index KeySchema does not have a range key for index: \(index.indexName)")
        }
        let indexHash = index.keySchema[0].attributeName
        let tableHash = keySchema[0].attributeName
        guard indexHash == tableHash else {
            throw .invalidParameter(
                "Index KeySchema does not have the same leading hash key as table KeySchema for index: "
                    + "\(index.indexName). index hash key: \(indexHash), table hash key: \(tableHash)")
        }
    }

    private func checkGlobalIndexes(_ names: inout Set<String>) throws(DynamoDBError) {
        guard let globalIndexes else { return }
        guard !globalIndexes.isEmpty else { throw .invalidParameter("List of GlobalSecondaryIndexes is empty") }
        for index in globalIndexes {
            try KeySchemaRules.checkGlobal(index.keySchema, definedBy: attributeNames)
            try ProjectionRules.check(index.projection)
            try ThroughputRules.check(index.provisionedThroughput, ofIndex: index.indexName, isOnDemand: isOnDemand)
            try checkName(index.indexName, &names)
        }
        guard globalIndexes.count <= DynamoDBLimits.globalIndexesMax else {
            throw .invalidParameter(
                "GlobalSecondaryIndex count exceeds the per-table limit of \(DynamoDBLimits.globalIndexesMax)")
        }
    }

    private func checkName(_ name: String, _ names: inout Set<String>) throws(DynamoDBError) {
        guard names.insert(name).inserted else { throw .invalidParameter("Duplicate index name: \(name)") }
    }

    /// The words are of issue 1037 of aws-cloudformation/cfn-lint, which quotes the live service.
    private func checkUnusedAttributes() throws(DynamoDBError) {
        let schemas =
            [keySchema] + (localIndexes ?? []).map(\.keySchema) + (globalIndexes ?? []).map(\.keySchema)
        let used = Set(schemas.joined().map(\.attributeName))
        guard attributeNames.allSatisfy(used.contains) else {
            throw .invalidParameter(
                "Some AttributeDefinitions are not used. AttributeDefinitions: "
                    + "[\(attributeNames.joined(separator: ", "))], keys used: "
                    + "[\(used.sorted().joined(separator: ", "))]")
        }
    }

    private func checkProjectionCount() throws(DynamoDBError) {
        try ProjectionRules.checkCount(
            (localIndexes ?? []).map(\.projection) + (globalIndexes ?? []).map(\.projection))
    }
}
