import AWSCore

/// What a target's ARN names.
enum TargetKind: Hashable, Sendable {
    case function(ARN)
    case queue(ARN)
    case logGroup(ARN, name: String)
    case bus(ARN)
    /// A target of AWS's that is not emulated, by the service in its ARN.
    case other(service: String)

    /// - Returns: nil for what is no ARN of a target.
    init?(_ text: String) {
        guard let arn = try? ARN(text) else { return nil }
        switch (arn.service, arn.resourceType) {
        case ("lambda", "function"): self = .function(arn)
        case ("sqs", _): self = .queue(arn)
        case ("logs", "log-group"):
            let name = arn.resource.dropFirst("log-group:".count)
            self = .logGroup(arn, name: name.hasSuffix(":*") ? String(name.dropLast(2)) : String(name))
        case ("events", "event-bus"): self = .bus(arn)
        default: self = .other(service: arn.service)
        }
    }
}
