import AWSCore
import AWSEventBridge

/// What a target may be.
enum TargetRules {
    static func check(_ target: EventBridge.Target) throws(EventBridgeError) {
        guard let kind = TargetKind(target.arn) else {
            throw .validation("Parameter \(target.arn) is not valid. Reason: Provided Arn is not in correct format.")
        }
        if case .other(let service) = kind {
            throw .notEmulated("PutTargets", parameter: "targets of type \(service) (\(target.arn))")
        }
        if case .queue(let arn) = kind, arn.resource.hasSuffix(".fifo"), target.sqsParameters?.messageGroupId == nil {
            throw .validation("Parameter(s) SqsParameters must be specified for target: \(target.id).")
        }
        try checkInput(target)
        if let arn = target.deadLetterConfig?.arn {
            guard let queue = try? ARN(arn), queue.service == "sqs" else {
                throw .validation("Parameter DeadLetterConfig.Arn is not valid. Reason: Provided Arn is not a queue.")
            }
        }
    }

    private static func checkInput(_ target: EventBridge.Target) throws(EventBridgeError) {
        let kinds = [target.input != nil, target.inputPath != nil, target.inputTransformer != nil]
        guard kinds.count(where: \.self) <= 1 else {
            throw .validation(
                "Only one of Input, InputPath, or InputTransformer must be provided for target \(target.id).")
        }
        if let input = target.input, (try? Document(json: input)) == nil {
            throw .validation("JSON syntax error in input for target \(target.id).")
        }
        if let path = target.inputPath, JSONPath(path) == nil {
            throw .validation("InputPath for target \(target.id) is invalid.")
        }
        guard let transformer = target.inputTransformer else { return }
        let paths = transformer.inputPathsMap ?? [:]
        for (name, path) in paths.sorted(by: { $0.key < $1.key }) where JSONPath(path) == nil {
            throw .validation("InputPathsMap for target \(target.id) has an invalid path for \(name).")
        }
        for name in InputTemplate(transformer.inputTemplate).names
        where paths[name] == nil && !TargetInput.predefinedNames.contains(name) {
            throw .validation("InputTemplate for target \(target.id) contains invalid placeholder \(name).")
        }
    }
}

enum TagRules {
    static func check(_ tags: [EventBridge.Tag]) throws(EventBridgeError) {
        guard tags.count <= EventBridgeLimits.tagsMax else { throw .limitExceeded }
        guard Set(tags.map(\.key)).count == tags.count else {
            throw .validation("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
        }
        guard !tags.contains(where: { $0.key.lowercased().hasPrefix("aws:") }) else {
            throw .validation("Tag keys cannot start with the reserved prefix aws:.")
        }
    }
}
