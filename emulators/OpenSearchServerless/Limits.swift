/// Quotas and defaults, each with its source.
enum Limits {
    /// Developer guide, "Quotas": collections of an account in a region.
    static let collectionsMax = 50
    /// Developer guide, "Quotas": policies of one kind.
    static let policiesMax = 500
    /// API reference, maxResults: 20 unless told otherwise.
    static let pageDefault = 20
    /// Developer guide, "Tagging collections".
    static let tagsMax = 50
}
