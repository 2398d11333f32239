import AWSCore

/// Events in the form that queues and functions get.
///
/// Source: S3 User Guide, "Event message structure".
extension S3Event {
    func message(configurationID: String) -> Document {
        kind == .test ? testMessage : ["Records": [record(configurationID: configurationID)]]
    }

    private var testMessage: Document {
        [
            "Service": "Amazon S3", "Event": "s3:TestEvent", "Time": .string(timeText), "Bucket": .string(bucket),
            "RequestId": .string(requestID), "HostId": .string(hostID),
        ]
    }

    private func record(configurationID: String) -> Document {
        var members = MembersInOrder()
        members.put("eventVersion", .string(eventVersion))
        members.put("eventSource", "aws:s3")
        members.put("awsRegion", .string(region))
        members.put("eventTime", .string(timeText))
        members.put("eventName", .string(kind.rawValue))
        members.put("userIdentity", ["principalId": .string(principalID)])
        members.put("requestParameters", ["sourceIPAddress": .string(sourceIPAddress ?? requester)])
        members.put(
            "responseElements", ["x-amz-request-id": .string(requestID), "x-amz-id-2": .string(hostID)])
        members.put("s3", s3(configurationID))
        members.put("glacierEventData", glacierData)
        return members.document
    }

    private func s3(_ configurationID: String) -> Document {
        [
            "s3SchemaVersion": "1.0", "configurationId": .string(configurationID),
            "bucket": [
                "name": .string(bucket), "ownerIdentity": ["principalId": .string(Owners.principalID(account))],
                "arn": .string(bucketARN),
            ],
            "object": object,
        ]
    }

    private var object: Document {
        var members = MembersInOrder()
        members.put("key", .string(KeyText.encoded(key)))
        members.put("size", size.map { .number(Number($0)) })
        members.put("eTag", etag.map(Document.string))
        members.put("versionId", versionID.map(Document.string))
        members.put("sequencer", .string(sequencer))
        return members.document
    }

    private var glacierData: Document? {
        guard kind == .restored, let restoreExpiry else { return nil }
        return [
            "restoreEventData": [
                "lifecycleRestorationExpiryTime": .string(restoreExpiry.text(.dateTime)),
                "lifecycleRestoreStorageClass": .string(sourceStorageClass ?? ""),
            ]
        ]
    }

    /// Events that came after 2021 say 2.3, those of old say what they always did.
    private var eventVersion: String {
        switch kind {
        case .created, .copied, .uploaded, .removed, .markerCreated, .restoreBegun, .restored, .test: "2.1"
        default: "2.3"
        }
    }

    private var hostID: String { Blob(requestID).base64 }

    /// With milliseconds, always three digits: `1970-01-01T00:00:00.123Z`.
    private var timeText: String {
        let digits = String(1000 + Int(time.nanoseconds) / 1_000_000).dropFirst()
        return time.wholeSeconds.text(.dateTime).dropLast() + "." + digits + "Z"
    }
}
