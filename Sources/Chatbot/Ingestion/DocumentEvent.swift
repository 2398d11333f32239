import AWSCore

/// What makes the document processor run.
enum DocumentEvent: Hashable, Sendable {
    case created(ObjectEvent)
    case deleted(ObjectEvent)
    /// The daily schedule.
    case schedule

    /// - Throws: `ValidationError` for an event of any other kind.
    init(_ event: Document) throws {
        switch (event["source"]?.string, event["detail-type"]?.string) {
        case ("aws.s3", "Object Created"): self = .created(try ObjectEvent(event))
        case ("aws.s3", "Object Deleted"): self = .deleted(try ObjectEvent(event))
        case ("aws.events", "Scheduled Event"): self = .schedule
        default: throw ChatbotError(.validation, "The event is neither an object's nor the schedule's.")
        }
    }
}

/// An object that came or went, as S3 tells EventBridge.
struct ObjectEvent: Hashable, Sendable {
    var bucket: String
    /// As it is: only S3's older notifications encode it.
    var key: String
    var bytes: Int?
    /// The entity tag without the quotes that listings, unlike events, give it with.
    var tag: String?
    /// Orders the events of one key; nil where the schedule stands in for an event.
    var sequencer: String?

    init(bucket: String, key: String, bytes: Int? = nil, tag: String? = nil, sequencer: String? = nil) {
        self.bucket = bucket
        self.key = key
        self.bytes = bytes
        self.tag = tag?.replacing("\"", with: "")
        self.sequencer = sequencer
    }

    init(_ event: Document) throws {
        let object = event["detail"]?["object"]
        guard let bucket = event["detail"]?["bucket"]?["name"]?.string, let key = object?["key"]?.string else {
            throw ChatbotError(.validation, "The event names no object.")
        }
        self.init(
            bucket: bucket, key: key, bytes: object?["size"]?.int, tag: object?["etag"]?.string,
            sequencer: object?["sequencer"]?.string.map(Self.comparable))
    }

    /// Sequencers of different lengths are compared once the shorter is filled with zeros on its right (S3 user guide,
    /// "Event message structure").
    private static func comparable(_ sequencer: String) -> String {
        let missing = max(0, sequencerCharacters - sequencer.utf8.count)
        return sequencer.uppercased() + String(repeating: "0", count: missing)
    }

    private static let sequencerCharacters = 32

    /// A folder that the console made is no document.
    var isDocument: Bool { key.hasPrefix(BucketFolder.documents) && !key.hasSuffix("/") }

    var documentID: String { DocumentID.make(bucket: bucket, key: key) }
}

/// The id of a document: the same for the same key, fit for any field.
enum DocumentID {
    static func make(bucket: String, key: String) -> String {
        String(HashAlgorithm.sha256.hexDigest(of: "\(bucket)/\(key)".utf8).prefix(20))
    }
}
