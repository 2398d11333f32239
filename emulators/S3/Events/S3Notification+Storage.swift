import AWSCore

/// Notifications as bytes of the outbox.
extension S3Notification {
    var bytes: [UInt8] {
        var members = MembersInOrder()
        members.put("destination", destination.arn.map(Document.string))
        if case .function = destination { members.put("function", true) }
        members.put("configuration", configurationID.map(Document.string))
        members.put("event", event.stored)
        return members.document.json()
    }

    init?(bytes: [UInt8]) {
        guard let document = try? Document(json: bytes), let event = document["event"].flatMap(S3Event.init) else {
            return nil
        }
        let arn = document["destination"]?.string
        let isFunction = document["function"]?.bool == true
        self.init(
            event: event, destination: arn.map { isFunction ? .function($0) : .queue($0) } ?? .eventBridge,
            configurationID: document["configuration"]?.string)
    }
}

extension S3Event {
    fileprivate var stored: Document {
        var members = MembersInOrder()
        members.put("kind", .string(kind.rawValue))
        members.put("time", .number(Number(time.milliseconds)))
        members.put("bucket", .string(bucket))
        members.put("account", .string(account))
        members.put("region", .string(region))
        members.put("key", .string(key))
        members.put("size", size.map { .number(Number($0)) })
        members.put("etag", etag.map(Document.string))
        members.put("version", versionID.map(Document.string))
        members.put("sequencer", .string(sequencer))
        members.put("request", .string(requestID))
        members.put("requester", .string(requester))
        members.put("principal", .string(principalID))
        members.put("address", sourceIPAddress.map(Document.string))
        members.put("from", sourceStorageClass.map(Document.string))
        members.put("to", destinationStorageClass.map(Document.string))
        members.put("until", restoreExpiry.map { .number(Number($0.milliseconds)) })
        return members.document
    }

    fileprivate init?(_ stored: Document) {
        guard let kind = stored["kind"]?.string.flatMap(Kind.init), let time = stored["time"]?.number?.int64 else {
            return nil
        }
        func text(_ name: String) -> String? { stored[name]?.string }
        self.init(
            kind: kind, time: Timestamp(milliseconds: time), bucket: text("bucket") ?? "",
            account: text("account") ?? "", region: text("region") ?? "", key: text("key") ?? "",
            size: stored["size"]?.number?.int64, etag: text("etag"), versionID: text("version"),
            sequencer: text("sequencer") ?? "", requestID: text("request") ?? "", requester: text("requester") ?? "",
            principalID: text("principal") ?? "", sourceIPAddress: text("address"), sourceStorageClass: text("from"),
            destinationStorageClass: text("to"),
            restoreExpiry: (stored["until"]?.number?.int64).map { Timestamp(milliseconds: $0) })
    }
}
