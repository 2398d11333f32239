public import AWSCore

/// Events in EventBridge's form.
///
/// Source: S3 User Guide, "EventBridge event message structure".
extension S3Event {
    public static let source = "aws.s3"

    /// nil for what S3 tells queues alone.
    public var detailType: String? {
        switch kind {
        case .created, .copied, .uploaded: "Object Created"
        case .removed, .markerCreated, .expired, .markerCreatedByLifecycle: "Object Deleted"
        case .transitioned: "Object Storage Class Changed"
        case .restoreBegun: "Object Restore Initiated"
        case .restored: "Object Restore Completed"
        case .restoreEnded: "Object Restore Expired"
        case .tagged: "Object Tags Added"
        case .untagged: "Object Tags Deleted"
        case .accessChanged: "Object ACL Updated"
        case .test: nil
        }
    }

    public var bucketARN: String { "arn:aws:s3:::\(bucket)" }

    /// The member `detail`.
    public var detail: Document {
        var members = MembersInOrder()
        members.put("version", "0")
        members.put("bucket", .object(Document.Object([Document.Entry("name", .string(bucket))])))
        members.put("object", object)
        members.put("request-id", .string(requestID))
        members.put("requester", .string(requester))
        members.put("source-ip-address", sourceIPAddress.map(Document.string))
        members.put("reason", reason.map(Document.string))
        members.put("deletion-type", deletionType.map(Document.string))
        members.put("restore-expiry-time", restoreExpiry.map { .string($0.text(.dateTime)) })
        members.put("source-storage-class", sourceStorageClass.map(Document.string))
        members.put("destination-storage-class", destinationStorageClass.map(Document.string))
        return members.document
    }

    /// The whole event, but for the `id` that EventBridge gives it.
    public var eventBridgeEvent: Document {
        [
            "version": "0", "detail-type": .string(detailType ?? ""), "source": .string(Self.source),
            "account": .string(account), "time": .string(time.wholeSeconds.text(.dateTime)),
            "region": .string(region), "resources": [.string(bucketARN)], "detail": detail,
        ]
    }

    private var object: Document {
        var members = MembersInOrder()
        members.put("key", .string(key))
        members.put("size", size.map { .number(Number($0)) })
        members.put("etag", etag.map(Document.string))
        members.put("version-id", versionID.map(Document.string))
        members.put("sequencer", hasSequencer ? .string(sequencer) : nil)
        return members.document
    }

    /// Only what creates and deletes is in sequence.
    private var hasSequencer: Bool {
        switch kind {
        case .created, .copied, .uploaded, .removed, .markerCreated, .expired, .markerCreatedByLifecycle: true
        default: false
        }
    }

    private var reason: String? {
        switch kind {
        case .created: "PutObject"
        case .copied: "CopyObject"
        case .uploaded: "CompleteMultipartUpload"
        case .removed, .markerCreated: "DeleteObject"
        case .expired, .markerCreatedByLifecycle: "Lifecycle Expiration"
        default: nil
        }
    }

    private var deletionType: String? {
        switch kind {
        case .removed, .expired: "Permanently Deleted"
        case .markerCreated, .markerCreatedByLifecycle: "Delete Marker Created"
        default: nil
        }
    }
}

/// Members of an object, in the order they are put.
struct MembersInOrder {
    private var entries: [Document.Entry] = []

    mutating func put(_ name: String, _ value: Document?) {
        if let value { entries.append(Document.Entry(name, value)) }
    }

    var document: Document { .object(Document.Object(entries)) }
}
