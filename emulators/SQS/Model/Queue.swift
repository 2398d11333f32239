import AWSCore

/// A queue as it is stored: only attributes that someone has set are in it.
struct Queue: Sendable {
    let id: Int64
    let account: String
    let region: String
    let name: String
    let created: Timestamp
    var modified: Timestamp
    var attributes: [String: String]

    var isFIFO: Bool { attributes[Attribute.fifoQueue] == "true" }
    var arn: String { Self.arn(name, account: account, region: region) }

    /// The value that counts, set or not.
    func value(_ attribute: String) -> String? {
        attributes[attribute] ?? Attribute.defaults[attribute] ?? (isFIFO ? Attribute.fifoDefaults[attribute] : nil)
    }

    func integer(_ attribute: String) -> Int { value(attribute).flatMap { Int($0) } ?? 0 }

    /// When messages that were sent at `now` or before cease to exist.
    func oldestKept(at now: Timestamp) -> Int64 {
        now.milliseconds - Int64(integer(Attribute.retention)) * 1000
    }

    var deduplicatesByContent: Bool { value(Attribute.contentDeduplication) == "true" }

    /// Where deduplication ids of messages of `group` are looked up: the whole queue is the empty scope.
    func deduplicationScope(of group: String) -> String {
        value(Attribute.deduplicationScope) == "messageGroup" ? group : ""
    }

    /// Sets attributes that have been checked; those set to nothing are taken away. A key turns SQS's own encryption
    /// off, and the other way round (recorded answers).
    mutating func set(_ changes: [String: String]) {
        for (name, value) in changes {
            attributes[name] = value.isEmpty && Attribute.removable.contains(name) ? nil : value
        }
        if attributes[Attribute.kmsKey] == nil { attributes[Attribute.kmsReuse] = nil }
        if changes[Attribute.managedEncryption] == "true" {
            attributes[Attribute.kmsKey] = nil
            attributes[Attribute.kmsReuse] = nil
        } else if attributes[Attribute.kmsKey] != nil {
            attributes[Attribute.managedEncryption] = "false"
            attributes[Attribute.kmsReuse] = attributes[Attribute.kmsReuse] ?? Attribute.kmsReuseDefault
        }
    }

    var redrivePolicy: RedrivePolicy? { attributes[Attribute.redrivePolicy].flatMap { RedrivePolicy($0) } }

    static func arn(_ name: String, account: String, region: String) -> String {
        ARN(service: "sqs", region: region, account: account, resource: name).description
    }
}
