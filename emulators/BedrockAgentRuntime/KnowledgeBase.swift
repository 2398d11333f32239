/// A knowledge base of Bedrock over an index of OpenSearch that somebody else fills.
///
/// On AWS the same stands in `KnowledgeBaseConfiguration` and `OpenSearchServerlessConfiguration`.
public struct KnowledgeBase: Hashable, Sendable {
    /// Ten letters and digits.
    public var id: String
    public var index: String
    public var fields: Fields
    /// What turns queries into vectors: the model that made those in the index.
    public var embeddingModelID: String
    public var dimensions: Int
    /// The bucket of the documents that passages come from.
    public var bucket: String

    /// Which field of the index holds what.
    public struct Fields: Hashable, Sendable {
        public var vector: String
        public var text: String
        /// An object of attributes.
        public var metadata: String
        /// The attribute that is the key of the object.
        public var sourceKey: String
        /// The attribute by which a passage is known.
        public var passageID: String
        /// The indexed field behind each attribute that filters may name.
        public var filters: [String: String]

        public init(
            vector: String, text: String, metadata: String, sourceKey: String, passageID: String,
            filters: [String: String]
        ) {
            self.vector = vector
            self.text = text
            self.metadata = metadata
            self.sourceKey = sourceKey
            self.passageID = passageID
            self.filters = filters
        }
    }

    public init(
        id: String, index: String, fields: Fields, embeddingModelID: String, dimensions: Int, bucket: String
    ) {
        self.id = id
        self.index = index
        self.fields = fields
        self.embeddingModelID = embeddingModelID
        self.dimensions = dimensions
        self.bucket = bucket
    }
}
