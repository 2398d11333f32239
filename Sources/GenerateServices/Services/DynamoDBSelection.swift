extension ServiceSelection {
    static let dynamoDB = ServiceSelection(
        model: "dynamodb", name: "DynamoDB", iamPrefix: "dynamodb", operations: nil,
        actions: [
            "ExecuteStatement": "PartiQLSelect", "BatchExecuteStatement": "PartiQLSelect",
            "ExecuteTransaction": "PartiQLSelect", "TransactGetItems": "GetItem", "TransactWriteItems": "PutItem",
        ],
        resources: [
            ResourceRule("TableName", "table/", suffix: ("/index/", "IndexName")),
            ResourceRule("TargetTableName", "table/"),
            ResourceRule("TableArn"),
            ResourceRule("ResourceArn"),
            ResourceRule("GlobalTableName", "global-table/"),
            ResourceRule("BackupArn"),
            ResourceRule("ExportArn"),
            ResourceRule("ImportArn"),
        ],
        closedUnions: ["AttributeValue"])

    static let dynamoDBStreams = ServiceSelection(
        model: "dynamodbstreams", name: "DynamoDBStreams", iamPrefix: "dynamodb", operations: nil, actions: [:],
        resources: [ResourceRule("StreamArn"), ResourceRule("TableName", "table/")],
        closedUnions: ["AttributeValue"])
}
