import AWSCore
import AWSDynamoDB
import AWSS3
import Chatbot
import Doctor
import LocalCloud
import World

extension Defect {
    static let ofTables: [Defect] = [
        Defect("table", "there is none") { account in
            _ = try await account.cloud.clients().dynamoDB.deleteTable(.init(tableName: account.names.messages))
        },
        Defect("table", "its key is conversation_id (S), not conversation_id (S), message_id (S)") { account in
            try await replace(
                account.names.messages, account, key: [.init(attributeName: "conversation_id", keyType: .hash)],
                types: [.init(attributeName: "conversation_id", attributeType: .s)])
        },
        Defect("table", "its key is conversation_id (S), timestamp (S)") { account in
            try await replace(
                account.names.conversations, account,
                key: [
                    .init(attributeName: "conversation_id", keyType: .hash),
                    .init(attributeName: "timestamp", keyType: .range),
                ],
                types: [
                    .init(attributeName: "conversation_id", attributeType: .s),
                    .init(attributeName: "timestamp", attributeType: .s),
                ])
        },
        Defect("table", "lacks the index user_id-index") { account in
            _ = try await account.cloud.clients().dynamoDB.updateTable(
                .init(
                    tableName: account.names.conversations,
                    globalSecondaryIndexUpdates: [.init(delete: .init(indexName: "user_id-index"))]))
            await account.cloud.world.advance(by: .seconds(3600))
        },
        Defect("table", "it has no stream") { account in
            _ = try await account.cloud.clients().dynamoDB.updateTable(
                .init(
                    tableName: account.names.conversations, streamSpecification: .init(streamEnabled: false)))
            await account.cloud.world.advance(by: .seconds(60))
        },
        Defect("table", "never expires") { account in
            // It may be changed once an hour.
            await account.cloud.world.advance(by: .seconds(7200))
            _ = try await account.cloud.clients().dynamoDB.updateTimeToLive(
                .init(
                    tableName: account.names.cache,
                    timeToLiveSpecification: .init(enabled: false, attributeName: "ttl")))
            await account.cloud.world.advance(by: .seconds(7200))
        },
        Defect("table", "cannot be recovered to a point in time", .doubtful) { account in
            _ = try await account.cloud.clients().dynamoDB.updateContinuousBackups(
                .init(
                    tableName: account.names.documents,
                    pointInTimeRecoverySpecification: .init(pointInTimeRecoveryEnabled: false)))
        },
    ]

    /// A table as someone made it by hand.
    private static func replace(
        _ name: String, _ account: Account, key: [DynamoDB.KeySchemaElement], types: [DynamoDB.AttributeDefinition]
    ) async throws {
        let dynamoDB = account.cloud.clients().dynamoDB
        _ = try await dynamoDB.deleteTable(.init(tableName: name))
        await account.cloud.world.advance(by: .seconds(60))
        _ = try await dynamoDB.createTable(
            .init(attributeDefinitions: types, tableName: name, keySchema: key, billingMode: .payPerRequest))
        await account.cloud.world.advance(by: .seconds(60))
    }

    static let ofBuckets: [Defect] = [
        Defect("bucket", "there is none") { account in
            _ = try await account.cloud.clients().s3.deleteBucket(.init(bucket: account.names.bucket))
        },
        Defect("bucket", "keeps no versions") { account in
            _ = try await account.cloud.clients().s3.putBucketVersioning(
                .init(bucket: account.names.bucket, versioningConfiguration: .init(status: .suspended)))
        },
        Defect("bucket", "does not block public access") { account in
            _ = try await account.cloud.clients().s3.deletePublicAccessBlock(.init(bucket: account.names.bucket))
        },
        Defect("bucket", "does not block all public access") { account in
            _ = try await account.cloud.clients().s3.putPublicAccessBlock(
                .init(
                    bucket: account.names.bucket,
                    publicAccessBlockConfiguration: .init(
                        blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true,
                        restrictPublicBuckets: false)))
        },
        Defect("bucket", "does not tell EventBridge") { account in
            _ = try await account.cloud.clients().s3.putBucketNotificationConfiguration(
                .init(bucket: account.names.bucket, notificationConfiguration: .init()))
        },
        Defect("bucket", "lacks the lifecycle rule documents-to-glacier", .doubtful) { account in
            _ = try await account.cloud.clients().s3.deleteBucketLifecycle(.init(bucket: account.names.bucket))
        },
        Defect("bucket", "belongs to someone else") { account in
            account.clients.s3 = S3Proxy(Refusing<S3>(code: "Forbidden", status: 403))
        },
        Defect("bucket", "is in another region") { account in
            account.clients.s3 = S3Proxy(Refusing<S3>(code: "MovedPermanently", status: 301))
        },
        Defect("bucket", "s3:ListBucket failed: EndpointConnectionError") { account in
            account.clients.s3 = S3Proxy(Refusing<S3>(code: "EndpointConnectionError", status: 0))
        },
    ]
}

/// Answers every call with the same error.
struct Refusing<Service: ServiceModel>: OperationInvoker {
    let code: String
    let status: Int

    func invoke<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) async throws(ServiceError<Service>) -> Output {
        throw ServiceError(ErrorCode(code), "as the test says", status: status)
    }
}
