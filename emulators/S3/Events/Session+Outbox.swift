import AWSCore
import AWSS3
import World

/// Events, put into the outbox by the very transaction that makes them true.
extension Session {
    /// Notes what happened to `version`, for everyone whom the bucket is told to notify.
    /// - Parameter adjust: says what only some kinds of events have.
    func emit(
        _ kind: S3Event.Kind, _ version: StoredVersion, in bucket: BucketRow,
        _ adjust: (inout S3Event) -> Void = { _ in }
    ) throws {
        guard state.sink != nil,
            let configuration = try setting(.notification, of: bucket, as: S3.NotificationConfiguration.self)
        else { return }
        let targets = NotificationTargets(configuration).targets(of: kind, key: version.key)
        guard !targets.isEmpty else { return }
        var event = event(kind, in: bucket)
        event.key = version.key
        event.versionID = bucket.shown(version.versionID)
        event.sequencer = try nextSequencer()
        describe(version, &event)
        adjust(&event)
        for target in targets {
            try post(S3Notification(event: event, destination: target.destination, configurationID: target.id))
        }
    }

    func event(_ kind: S3Event.Kind, in bucket: BucketRow) -> S3Event {
        S3Event(
            kind: kind, time: now, bucket: bucket.name, account: bucket.account, region: bucket.region,
            requestID: call.requestID, requester: call.requester, principalID: call.principalID,
            sourceIPAddress: call.sourceIPAddress)
    }

    private func describe(_ version: StoredVersion, _ event: inout S3Event) {
        switch event.kind {
        case .removed, .expired: break
        case .markerCreated, .markerCreatedByLifecycle: event.etag = Self.emptyETag
        default:
            event.size = version.size
            event.etag = version.etag
        }
    }

    /// A delete marker's, in events: the MD5 of nothing.
    private static let emptyETag = "d41d8cd98f00b204e9800998ecf8427e"

    func post(_ notification: S3Notification) throws {
        try run(
            "INSERT INTO s3_outbox (notification, since, due) VALUES (?, ?, ?)",
            [.blob(notification.bytes), .time(now), .time(now)])
        effects.hasEvents = true
    }

    /// Greater with each event: seconds, then a count.
    private func nextSequencer() throws -> String {
        try run("UPDATE s3_sequence SET value = value + 1")
        let count = UInt64(bitPattern: try integer("SELECT value FROM s3_sequence") ?? 0)
        return (Self.digits(UInt64(bitPattern: now.seconds)) + Self.digits(count)).uppercased()
    }

    private static func digits(_ value: UInt64) -> String {
        Hex.text(of: withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian) { Array($0) })
    }
}
