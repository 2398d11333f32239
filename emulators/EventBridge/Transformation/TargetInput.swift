import AWSCore
import AWSEventBridge

/// What a target gets for an event: the event, a constant, a part of the event, or a text made from parts.
enum TargetInput {
    /// What else an input transformer may name.
    struct Context: Sendable {
        let ruleARN: String
        let ruleName: String
        let ingested: Timestamp
    }

    /// - Returns: nil when an input transformer makes something that is no JSON.
    static func payload(of event: Event, for target: EventBridge.Target, _ context: Context) -> String? {
        if let input = target.input { return input }
        if let path = target.inputPath.flatMap({ JSONPath($0) }) {
            return (path.value(in: event.document) ?? .null).jsonText()
        }
        guard let transformer = target.inputTransformer else { return event.document.jsonText() }
        let document = event.document
        let paths = transformer.inputPathsMap ?? [:]
        return InputTemplate(transformer.inputTemplate).filled { name in
            if let path = paths[name] { return JSONPath(path)?.value(in: document) }
            return predefined(name, event, context)
        }
    }

    private static func predefined(_ name: String, _ event: Event, _ context: Context) -> Document? {
        switch name {
        case "aws.events.rule-arn": .string(context.ruleARN)
        case "aws.events.rule-name": .string(context.ruleName)
        case "aws.events.event.ingestion-time": .string(context.ingested.text(.dateTime))
        case "aws.events.event.json": event.document
        case "aws.events.event": event.withoutDetail
        default: nil
        }
    }

    static let predefinedNames: Set = [
        "aws.events.rule-arn", "aws.events.rule-name", "aws.events.event.ingestion-time", "aws.events.event.json",
        "aws.events.event",
    ]
}
