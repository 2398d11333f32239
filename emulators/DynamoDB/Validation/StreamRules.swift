import AWSCore
import AWSDynamoDB

/// What holds of stream specifications.
enum StreamRules {
    static func checkCreation(_ specification: DynamoDB.StreamSpecification?) throws(DynamoDBError) {
        guard let specification else { return }
        if specification.streamEnabled {
            guard specification.streamViewType != nil else {
                throw .invalidParameter("Table is being created with a stream enabled, StreamViewType is missing")
            }
        } else if specification.streamViewType != nil {
            // Source: issue 115 of nubo-db/dynoxide, which quotes the live service.
            throw .invalidParameter(
                "Table is being created with a stream disabled, UpdateViewType should not be specified")
        }
    }

    /// Source: issue 6939 of scylladb/scylladb, which quotes the live service.
    static func check(_ specification: DynamoDB.StreamSpecification?, on table: Table) throws(DynamoDBError) {
        guard let specification else { return }
        if specification.streamEnabled {
            guard table.stream == nil else {
                throw .validation("Table already has an enabled stream: TableName: \(table.name)")
            }
            guard specification.streamViewType != nil else {
                throw .invalidParameter("StreamViewType must be specified when a stream is enabled")
            }
        } else {
            guard specification.streamViewType == nil else {
                throw .invalidParameter("StreamViewType should not be specified when a stream is disabled")
            }
            guard table.stream != nil else {
                throw .validation("Table has no stream to disable: TableName: \(table.name)")
            }
        }
    }
}

/// What holds of encryption at rest.
enum EncryptionRules {
    /// API reference, SSESpecification: AES256 is only ever described, never asked for.
    static func check(_ specification: DynamoDB.SSESpecification?) throws(DynamoDBError) {
        guard let specification else { return }
        if specification.sseType == .aes256 {
            throw .invalidParameter("SSEType AES256 is not supported")
        }
        if specification.enabled != true, specification.kmsMasterKeyId != nil || specification.sseType != nil {
            throw .invalidParameter("Neither SSEType nor KMSMasterKeyId can be specified when SSE is not enabled")
        }
    }
}
