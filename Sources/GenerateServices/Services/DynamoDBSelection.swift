extension ServiceSelection {
    static let dynamoDB = ServiceSelection(
        model: "dynamodb", name: "DynamoDB", iamPrefix: "dynamodb",
        actions: [
            "BatchExecuteStatement": "PartiQLSelect", "ExecuteStatement": "PartiQLSelect",
            "ExecuteTransaction": "PartiQLSelect",
        ],
        resources: [
            ResourceRule("TableName", "table/").then("/index/", "IndexName"),
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
        model: "dynamodbstreams", name: "DynamoDBStreams", iamPrefix: "dynamodb",
        resources: [ResourceRule("StreamArn"), ResourceRule("TableName", "table/")],
        closedUnions: ["AttributeValue"])
}
