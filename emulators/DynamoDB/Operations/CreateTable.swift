import AWSCore
import AWSDynamoDB

/// CreateTable: adds a table, which is CREATING in the answer and ACTIVE some time later.
enum CreateTable {
    static func run(
        _ input: DynamoDB.CreateTableInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.CreateTableOutput {
        try check(input)
        let description = try await view.state.change(view.call) { session in
            guard try session.findTable(input.tableName) == nil else {
                throw DynamoDBError.resourceInUse("Table already exists: \(input.tableName)")
            }
            try session.purgeDeletedTables()
            try session.checkTableCount()
            return try session.createTable(input)
        }
        return DynamoDB.CreateTableOutput(tableDescription: description)
    }

    private static func check(_ input: DynamoDB.CreateTableInput) throws(DynamoDBError) {
        try checkName(input.tableName)
        try RequestConstraints.check(input)
        try checkNotEmulated(input)
        guard let attributes = input.attributeDefinitions, let keySchema = input.keySchema else {
            throw missingMembers(input)
        }
        try KeySchemaRules.checkLength(keySchema, at: "keySchema")
        for (place, index) in (input.localSecondaryIndexes ?? []).enumerated() {
            try KeySchemaRules.checkLength(
                index.keySchema, at: "localSecondaryIndexes.\(place + 1).member.keySchema")
        }
        try KeySchemaRules.checkDefinitions(attributes)
        let design = TableDesign(
            attributes: attributes, keySchema: keySchema, localIndexes: input.localSecondaryIndexes,
            globalIndexes: input.globalSecondaryIndexes, isOnDemand: input.billingMode == .payPerRequest,
            throughput: input.provisionedThroughput)
        try design.check()
        try StreamRules.checkCreation(input.streamSpecification)
        try EncryptionRules.check(input.sseSpecification)
        if let tags = input.tags { try TagRules.check(tags) }
        if let policy = input.resourcePolicy { try ResourcePolicyRules.check(policy) }
    }

    private static func checkName(_ name: String) throws(DynamoDBError) {
        guard TableNameRules.isPlainName(name) else {
            throw .validation(TableNameRules.wording(of: name, at: "tableName"))
        }
    }

    private static func checkNotEmulated(_ input: DynamoDB.CreateTableInput) throws(DynamoDBError) {
        guard input.globalTableSourceArn == nil, input.globalTableSettingsReplicationMode == nil else {
            throw .notEmulated("CreateTable", parameter: "GlobalTableSourceArn")
        }
    }

    private static func missingMembers(_ input: DynamoDB.CreateTableInput) -> DynamoDBError {
        let members = [
            input.attributeDefinitions == nil ? "attributeDefinitions" : nil,
            input.keySchema == nil ? "keySchema" : nil,
        ].compactMap { $0 }
        let errors = members.map { "Value null at '\($0)' failed to satisfy constraint: Member must not be null" }
        let noun = errors.count == 1 ? "error" : "errors"
        return .validation("\(errors.count) validation \(noun) detected: \(errors.joined(separator: "; "))")
    }
}

extension Session {
    func checkTableCount() throws {
        let count = try tableNames(after: nil, limit: DynamoDBLimits.tablesMax).count
        guard count < DynamoDBLimits.tablesMax else {
            throw DynamoDBError.limitExceeded(
                "Subscriber limit exceeded: The number of tables is at its limit of \(DynamoDBLimits.tablesMax)")
        }
    }

    /// Stores the table and everything of it, and describes it as the answer does.
    fileprivate func createTable(_ input: DynamoDB.CreateTableInput) throws -> DynamoDB.TableDescription {
        let due = now + state.settings.tableCreation
        let id = try makeKeyspace(named: "", of: nil, due: due)
        for index in input.localSecondaryIndexes ?? [] {
            _ = try makeKeyspace(named: index.indexName, of: id, due: nil)
        }
        for index in input.globalSecondaryIndexes ?? [] {
            _ = try makeKeyspace(named: index.indexName, of: id, due: due)
        }
        var description = TableDescriber.description(of: input, in: self)
        try insertTable(description, id: id)
        if let viewType = description.streamSpecification?.streamViewType {
            try openStream(of: &description, id: id, viewType: viewType)
        }
        try putTags(input.tags ?? [], on: id)
        if let policy = input.resourcePolicy {
            try setPolicy(StoredPolicy(text: policy, revision: newPolicyRevision()), of: id)
        }
        return description.asCreated
    }
}
