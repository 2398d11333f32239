import AWSCore
import World
import YAMLFiles

/// Reads a rule of a fault plan.
enum FaultReader {
    static let kinds = [
        "throttle", "internal_error", "unavailable", "error", "timeout", "latency", "cut_stream", "drop",
    ]

    static func read(_ value: YAMLValue) throws(ScenarioMistake) -> FaultRule {
        let mapping = try value.mapping("`fault`")
        try mapping.check(
            known: kinds + ["kind", "service", "operation", "resource", "skip", "count", "probability"])
        return FaultRule(
            try kind(mapping), service: try mapping["service"]?.text("`service`") ?? "*",
            operation: try mapping["operation"]?.text("`operation`") ?? "*",
            resource: try mapping["resource"]?.text("`resource`") ?? "*",
            skip: try mapping["skip"]?.integer("`skip`") ?? 0, count: try mapping["count"]?.integer("`count`", from: 1),
            probability: try probability(mapping["probability"]))
    }

    /// `kind: throttle`, or the kind's own name with what it takes: `timeout: {after: 3s, performed: true}`.
    private static func kind(_ mapping: YAMLMapping) throws(ScenarioMistake) -> FaultKind {
        if let value = mapping["kind"] { return try plainKind(value) }
        guard let entry = mapping.entries.first(where: { kinds.contains($0.name) }) else {
            throw mapping.value.mistake("a fault has a kind: \(kinds.joined(separator: ", "))")
        }
        switch entry.name {
        case "error":
            let error = try entry.value.mapping("`error`")
            try error.check(known: ["code", "message", "status"])
            return .error(
                code: try error.required("code").text("`code`"), message: try error["message"]?.text("`message`") ?? "",
                status: try error["status"]?.integer("`status`", from: 400) ?? 400)
        case "timeout":
            let timeout = try entry.value.mapping("`timeout`")
            try timeout.check(known: ["after", "performed"])
            return .timeout(
                after: try timeout.required("after").duration("`after`"),
                isPerformed: try timeout["performed"]?.bool("`performed`") ?? false)
        case "latency":
            let time = try entry.value.duration("`latency`")
            return .latency(time...time)
        case "cut_stream": return .cutStream(afterEvents: try entry.value.integer("`cut_stream`, a count of events,"))
        default: throw entry.value.mistake("write `kind: \(entry.name)`")
        }
    }

    private static func plainKind(_ value: YAMLValue) throws(ScenarioMistake) -> FaultKind {
        switch value.string {
        case "throttle": .throttle
        case "internal_error": .internalError
        case "unavailable": .unavailable
        case "drop": .drop
        default:
            throw value.mistake(
                "`kind` is throttle, internal_error, unavailable or drop; error, timeout, latency and cut_stream are "
                    + "written as names of their own")
        }
    }

    private static func probability(_ value: YAMLValue?) throws(ScenarioMistake) -> Double {
        guard let value else { return 1 }
        guard let number = try value.document().double, (0...1).contains(number) else {
            throw value.mistake("`probability` is a number from 0 to 1")
        }
        return number
    }
}
