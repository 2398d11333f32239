public import AWSCore

/// Something that happened to an object: everything that any form of S3's events says.
public struct S3Event: Sendable, Hashable {
    /// What happened, as notifications name it, without `s3:`.
    public enum Kind: String, Sendable, CaseIterable {
        case created = "ObjectCreated:Put"
        case copied = "ObjectCreated:Copy"
        case uploaded = "ObjectCreated:CompleteMultipartUpload"
        case removed = "ObjectRemoved:Delete"
        case markerCreated = "ObjectRemoved:DeleteMarkerCreated"
        case expired = "LifecycleExpiration:Delete"
        case markerCreatedByLifecycle = "LifecycleExpiration:DeleteMarkerCreated"
        case transitioned = "LifecycleTransition"
        case restoreBegun = "ObjectRestore:Post"
        case restored = "ObjectRestore:Completed"
        case restoreEnded = "ObjectRestore:Delete"
        case tagged = "ObjectTagging:Put"
        case untagged = "ObjectTagging:Delete"
        case accessChanged = "ObjectAcl:Put"
        /// Sent to queues when a bucket is told to notify them.
        case test = "TestEvent"
    }

    public var kind: Kind
    public var time: Timestamp
    public var bucket: String
    /// The account that owns the bucket.
    public var account: String
    public var region: String
    /// Not encoded.
    public var key = ""
    /// In bytes.
    public var size: Int64?
    /// Without quotes.
    public var etag: String?
    /// nil where the bucket never had versions.
    public var versionID: String?
    /// Hexadecimal digits that sort the events of one key by time.
    public var sequencer = ""
    public var requestID: String
    /// An account's 12 digits, or a service such as `s3.amazonaws.com`.
    public var requester: String
    public var principalID: String
    /// nil for what S3 does by itself.
    public var sourceIPAddress: String?
    /// Of the object before, for restores and transitions.
    public var sourceStorageClass: String?
    /// Of the object after a transition.
    public var destinationStorageClass: String?
    /// When a restored copy ends.
    public var restoreExpiry: Timestamp?
}

/// An event on its way to one destination.
public struct S3Notification: Sendable, Hashable {
    public var event: S3Event
    public var destination: Destination
    /// The id of the configuration that asks for it; nil for EventBridge.
    public var configurationID: String?

    public enum Destination: Sendable, Hashable {
        /// The default bus of the bucket's account and region.
        case eventBridge
        /// ARN of an SQS queue.
        case queue(String)
        /// ARN of a Lambda function, to be invoked asynchronously.
        case function(String)

        public var arn: String? {
            switch self {
            case .eventBridge: nil
            case .queue(let arn), .function(let arn): arn
            }
        }
    }

    /// What the destination gets: the whole event for EventBridge but for its `id`, a message with one record else.
    public var message: Document {
        switch destination {
        case .eventBridge: event.eventBridgeEvent
        case .queue, .function: event.message(configurationID: configurationID ?? "")
        }
    }
}

/// Takes events over from S3: whoever knows queues, functions and buses.
public protocol S3EventSink: Sendable {
    /// Returns once the destination has the event for good; S3 then forgets it. What is thrown makes S3 offer it again
    /// later, so a destination may get an event twice, but never not at all.
    func deliver(_ notification: S3Notification) async throws

    /// Why a bucket cannot notify this destination, in AWS's words ("The destination queue does not exist"); nil if it
    /// can. Asked when a notification configuration is put.
    func refusal(
        of destination: S3Notification.Destination, bucket: String, owner account: String
    ) async -> String?
}

extension S3EventSink {
    public func refusal(
        of destination: S3Notification.Destination, bucket: String, owner account: String
    ) async -> String? {
        nil
    }
}
