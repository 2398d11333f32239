import AWSS3

/// Whom a bucket's notification configuration tells of what.
struct NotificationTargets {
    struct Target: Hashable {
        let destination: S3Notification.Destination
        let id: String?
    }

    private let configuration: S3.NotificationConfiguration

    init(_ configuration: S3.NotificationConfiguration) {
        self.configuration = configuration
    }

    func targets(of kind: S3Event.Kind, key: String) -> [Target] {
        var targets: [Target] = []
        for queue in configuration.queueConfigurations ?? []
        where Self.includes(queue.events, kind) && Self.lets(queue.filter, key) {
            targets.append(Target(destination: .queue(queue.queueArn), id: queue.id))
        }
        for function in configuration.lambdaFunctionConfigurations ?? []
        where Self.includes(function.events, kind) && Self.lets(function.filter, key) {
            targets.append(Target(destination: .function(function.lambdaFunctionArn), id: function.id))
        }
        if configuration.eventBridgeConfiguration != nil {
            targets.append(Target(destination: .eventBridge, id: nil))
        }
        return targets
    }

    private static func includes(_ events: [S3.Event], _ kind: S3Event.Kind) -> Bool {
        events.contains { covers($0.rawValue, "s3:" + kind.rawValue) }
    }

    /// `s3:ObjectCreated:*` covers whatever begins so.
    static func covers(_ event: String, _ name: String) -> Bool {
        event.hasSuffix(":*") ? name.starts(withUTF8: String(event.dropLast())) : event == name
    }

    private static func lets(_ filter: S3.NotificationConfigurationFilter?, _ key: String) -> Bool {
        let rules = KeyFilter(filter)
        return key.starts(withUTF8: rules.prefix) && key.ends(withUTF8: rules.suffix)
    }
}

/// Which keys a configuration is about.
struct KeyFilter {
    private(set) var prefix = ""
    private(set) var suffix = ""

    init(_ filter: S3.NotificationConfigurationFilter?) {
        for rule in filter?.key?.filterRules ?? [] {
            switch rule.name?.rawValue.lowercased() {
            case "prefix": prefix = rule.value ?? ""
            case "suffix": suffix = rule.value ?? ""
            default: break
            }
        }
    }

    /// Whether some key may be meant by both.
    func overlaps(_ other: KeyFilter) -> Bool {
        let prefixes = prefix.starts(withUTF8: other.prefix) || other.prefix.starts(withUTF8: prefix)
        let suffixes = suffix.ends(withUTF8: other.suffix) || other.suffix.ends(withUTF8: suffix)
        return prefixes && suffixes
    }
}
