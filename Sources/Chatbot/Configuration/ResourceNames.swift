/// The names of an installation's resources: `kass-chatbot-{environment}-...`.
public struct ResourceNames: Hashable, Sendable {
    public let environment: String
    /// Bucket names are shared by all of AWS, so a live installation may need one of its own.
    public var bucket: String

    /// Leaves room for the longest ending within the 63 characters of a bucket's name.
    public static let environmentCharactersMax = 20

    /// - Throws: ``ConfigurationError`` unless the environment is of lower-case letters, digits and inner hyphens.
    public init(environment: String, bucket: String? = nil) throws(ConfigurationError) {
        let isName = environment.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard isName, (1...Self.environmentCharactersMax).contains(environment.utf8.count),
            !environment.hasPrefix("-"), !environment.hasSuffix("-")
        else {
            throw ConfigurationError(
                "environment", "1 to \(Self.environmentCharactersMax) lower-case letters, digits and inner hyphens")
        }
        self.environment = environment
        self.bucket = bucket ?? "kass-chatbot-\(environment)-data"
    }

    public var prefix: String { "kass-chatbot-\(environment)" }

    public var conversations: String { "\(prefix)-conversations" }
    public var messages: String { "\(prefix)-messages" }
    public var agentState: String { "\(prefix)-agent_state" }
    public var userSessions: String { "\(prefix)-user_sessions" }
    public var toolLogs: String { "\(prefix)-tool_logs" }
    public var cache: String { "\(prefix)-cache" }
    /// One item for each document of the knowledge base: what became of it.
    public var documents: String { "\(prefix)-documents" }

    public var collection: String { "\(prefix)-kb" }
    public var deadLetters: String { "\(prefix)-dead-letters" }
    public var api: String { "\(prefix)-api" }
    public var userIndex: String { "user_id-index" }

    public func function(_ handler: String) -> String { "\(prefix)-\(handler)" }
    public func role(_ handler: String) -> String { "\(prefix)-\(handler)-role" }
    public func logGroup(_ handler: String) -> String { "/aws/lambda/\(function(handler))" }
    public func rule(_ purpose: String) -> String { "\(prefix)-\(purpose)" }
    public func secret(_ purpose: String) -> String { "\(prefix)-\(purpose)" }
}

/// The folders of the bucket.
public enum BucketFolder {
    /// What the knowledge base is made of: `documents/excel/`, `documents/pdf/`, `documents/raw/`.
    public static let documents = "documents/"
    public static let embeddings = "embeddings/processed/"
    public static let lambdaLogs = "logs/lambda/"
    public static let apiLogs = "logs/api-gateway/"
    public static let tableBackups = "backups/dynamodb/"
    public static let cachedResponses = "cache/responses/"
}
