import AWSCore
import AWSDynamoDB

/// What holds of the key schema of a table and of any index.
enum KeySchemaRules {
    static func check(
        _ schema: [DynamoDB.KeySchemaElement], definedBy definitions: [String]
    ) throws(DynamoDBError) {
        let names = schema.map(\.attributeName)
        guard names.allSatisfy(definitions.contains) else {
            throw .invalidParameter(
                "Some index key attributes are not defined in AttributeDefinitions. "
                    + "Keys: [\(names.joined(separator: ", "))], "
                    + "AttributeDefinitions: [\(definitions.joined(separator: ", "))]")
        }
        guard schema.count < 2 || names[0] != names[1] else {
            throw .validation("Both the Hash Key and the Range Key element in the KeySchema have the same name")
        }
        guard schema[0].keyType == .hash else {
            throw .validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
        }
        guard schema.count != 2 || schema[1].keyType == .range else {
            throw .validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")
        }
    }

    /// The key schema of a global index, which may have up to four attributes of each kind.
    /// Source: Developer Guide, "Multi-attribute keys in global secondary indexes".
    static func checkGlobal(
        _ schema: [DynamoDB.KeySchemaElement], definedBy definitions: [String]
    ) throws(DynamoDBError) {
        try check(schema.count == 2 && schema[1].keyType == .hash ? [schema[0]] : schema, definedBy: definitions)
        guard Set(schema.map(\.attributeName)).count == schema.count else {
            throw .validation("Both the Hash Key and the Range Key element in the KeySchema have the same name")
        }
        let sort = schema.drop { $0.keyType == .hash }
        guard sort.allSatisfy({ $0.keyType == .range }) else {
            throw .validation("Invalid KeySchema: All HASH key elements must precede RANGE key elements")
        }
        guard schema.count - sort.count <= attributesMax, sort.count <= attributesMax else {
            throw .validation(
                "Invalid KeySchema: An index key has at most \(attributesMax) HASH and \(attributesMax) RANGE elements")
        }
    }

    /// Attributes of each kind in the key of a global index.
    static let attributesMax = 4

    /// The constraint of two elements, which the model no longer states since global indexes may have more.
    /// - Parameter member: the place in words of the request, `keySchema` or `globalSecondaryIndexes.1.member.keySchema`.
    static func checkLength(
        _ schema: [DynamoDB.KeySchemaElement], at member: String
    ) throws(DynamoDBError) {
        guard schema.count > 2 else { return }
        let elements = schema.map { "KeySchemaElement(attributeName=\($0.attributeName), keyType=\($0.keyType))" }
        throw .validation(
            "1 validation error detected: Value '[\(elements.joined(separator: ", "))]' at '\(member)' failed to "
                + "satisfy constraint: Member must have length less than or equal to 2")
    }

    /// No attribute is defined twice.
    static func checkDefinitions(_ definitions: [DynamoDB.AttributeDefinition]) throws(DynamoDBError) {
        var names: Set<String> = []
        for definition in definitions where !names.insert(definition.attributeName).inserted {
            throw .invalidParameter("Cannot have multiple attributes with the same name: \(definition.attributeName)")
        }
    }
}

/// What holds of any index's projection.
enum ProjectionRules {
    static func check(_ projection: DynamoDB.Projection) throws(DynamoDBError) {
        guard let type = projection.projectionType else {
            throw .invalidParameter("Unknown ProjectionType: null")
        }
        if type == .include, projection.nonKeyAttributes == nil {
            throw .invalidParameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified")
        }
        if type != .include, projection.nonKeyAttributes != nil {
            throw .invalidParameter("ProjectionType is \(type), but NonKeyAttributes is specified")
        }
        let attributes = projection.nonKeyAttributes ?? []
        guard Set(attributes).count == attributes.count else {
            throw .invalidParameter("Duplicate attribute name in NonKeyAttributes")
        }
    }

    static func checkCount(_ projections: [DynamoDB.Projection]) throws(DynamoDBError) {
        let count = projections.reduce(0) { $0 + ($1.nonKeyAttributes?.count ?? 0) }
        guard count <= DynamoDBLimits.projectedAttributesMax else {
            throw .invalidParameter(
                "Number of NonKeyAttributes exceeds limit of \(DynamoDBLimits.projectedAttributesMax)")
        }
    }
}

/// What holds of provisioned throughput.
enum ThroughputRules {
    static func checkBounds(_ throughput: DynamoDB.ProvisionedThroughput) throws(DynamoDBError) {
        let units = [
            ("ReadCapacityUnits", throughput.readCapacityUnits), ("WriteCapacityUnits", throughput.writeCapacityUnits),
        ]
        for (name, value) in units where value > DynamoDBLimits.capacityUnitsMax {
            throw .validation("Given value \(value) for \(name) is out of bounds")
        }
    }

    static func check(
        _ throughput: DynamoDB.ProvisionedThroughput?, ofIndex name: String, isOnDemand: Bool
    ) throws(DynamoDBError) {
        switch (throughput, isOnDemand) {
        case (.some, true):
            throw .invalidParameter(
                "ProvisionedThroughput should not be specified for index: \(name) when BillingMode is PAY_PER_REQUEST")
        case (nil, false):
            throw .invalidParameter("ProvisionedThroughput must be specified for index: \(name)")
        case (let throughput?, false): try checkBounds(throughput)
        case (nil, true): break
        }
    }
}

extension ServiceError where Service == DynamoDB {
    static var throughputOfOnDemandTable: Self {
        .invalidParameter(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST")
    }
}
