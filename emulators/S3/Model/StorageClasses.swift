/// The storage classes of general purpose buckets, and how objects may move between them.
///
/// Source: S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle", "waterfall model".
enum StorageClasses {
    static let standard = "STANDARD"

    /// In the order in which objects sink.
    private static let order = [
        "STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER",
        "DEEP_ARCHIVE",
    ]

    static func isKnown(_ name: String) -> Bool { order.contains(name) }

    /// Whether objects must be restored before they can be read.
    static func isArchive(_ name: String) -> Bool { name == "GLACIER" || name == "DEEP_ARCHIVE" }

    static func isInfrequent(_ name: String) -> Bool { name == "STANDARD_IA" || name == "ONEZONE_IA" }

    /// Objects only sink.
    static func canMove(from source: String, to target: String) -> Bool {
        guard let start = order.firstIndex(of: source), let end = order.firstIndex(of: target) else { return false }
        return start < end
    }

    /// What HEAD and GET show: nothing for STANDARD.
    static func shown(_ name: String) -> String? { name == standard ? nil : name }
}
