public import AWSCore

extension Topology {
    public struct Table: Hashable, Sendable {
        public var name: String
        public var key: [KeyPart]
        public var indexes: [SecondaryIndex] = []
        /// The attribute that says when an item expires, in seconds since the epoch.
        public var timeToLive: String? = "ttl"
        public var streamsImages = false
        public var recoversToPointInTime = true
    }

    /// The first part of a key is its partition, the second its sort key.
    public struct KeyPart: Hashable, Sendable {
        public var name: String
        /// `S` or `N`.
        public var type: String

        static func text(_ name: String) -> KeyPart { KeyPart(name: name, type: "S") }
        static func number(_ name: String) -> KeyPart { KeyPart(name: name, type: "N") }
    }

    /// Holds all attributes.
    public struct SecondaryIndex: Hashable, Sendable {
        public var name: String
        public var key: [KeyPart]
    }

    /// On demand, and encrypted with a key that AWS owns, as tables are that say nothing else.
    static func tables(_ names: ResourceNames) -> [Table] {
        [
            Table(
                name: names.conversations, key: [.text("conversation_id"), .number("timestamp")],
                indexes: [SecondaryIndex(name: names.userIndex, key: [.text("user_id"), .text("created_at")])],
                streamsImages: true),
            Table(name: names.messages, key: [.text("conversation_id"), .text("message_id")]),
            Table(name: names.agentState, key: [.text("agent_id"), .text("execution_id")]),
            Table(name: names.userSessions, key: [.text("user_id"), .text("session_id")]),
            Table(name: names.toolLogs, key: [.text("tool_id"), .number("timestamp")]),
            Table(name: names.cache, key: [.text("cache_key")], recoversToPointInTime: false),
            Table(name: names.documents, key: [.text("doc_id")]),
        ]
    }

    public struct Bucket: Hashable, Sendable {
        public var name: String
        public var isVersioned = true
        /// `AES256`: with keys that S3 keeps.
        public var encryption = "AES256"
        public var blocksPublicAccess = true
        /// Tells EventBridge of every object that comes or goes.
        public var notifiesEventBridge = true
        public var lifecycle: [LifecycleRule]
    }

    public struct LifecycleRule: Hashable, Sendable {
        public var id: String
        public var prefix: String
        public var glacierAfterDays: Int?
        public var expiresAfterDays: Int?
        public var oldVersionsExpireAfterDays: Int?
        public var uploadsAbortedAfterDays: Int?
    }

    static func dataBucket(_ names: ResourceNames) -> Bucket {
        Bucket(
            name: names.bucket,
            lifecycle: [
                LifecycleRule(id: "documents-to-glacier", prefix: BucketFolder.documents, glacierAfterDays: 90),
                LifecycleRule(id: "logs", prefix: "logs/", expiresAfterDays: 90),
                LifecycleRule(id: "cached-responses", prefix: BucketFolder.cachedResponses, expiresAfterDays: 7),
                LifecycleRule(
                    id: "leftovers", prefix: "", oldVersionsExpireAfterDays: 90, uploadsAbortedAfterDays: 7),
            ])
    }

    /// An OpenSearch Serverless collection for vectors, and which functions may do what with its index.
    public struct Collection: Hashable, Sendable {
        public var name: String
        public var readers: [Handler]
        public var writers: [Handler]
    }

    public struct Index: Hashable, Sendable {
        public var name: String
        /// Settings and mappings, as CreateIndex takes them.
        public var body: Document
    }

    public struct Queue: Hashable, Sendable {
        public var name: String
        public var retentionSeconds: Int
    }

    public struct Secret: Hashable, Sendable {
        public var name: String
        public var description: String
    }

    public struct LogGroup: Hashable, Sendable {
        public var name: String
        public var retentionDays: Int
    }
}
