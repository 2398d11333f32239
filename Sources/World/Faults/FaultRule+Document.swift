package import AWSCore

/// What is wrong with a fault rule that someone wrote.
package struct FaultMistake: Error {
    /// The member that is wrong; nil for the rule as a whole.
    package let member: String?
    package let message: String

    init(_ message: String, in member: String? = nil) {
        self.member = member
        self.message = message
    }
}

/// Rules as data, as scenarios and the control API write them: `{kind: throttle, service: s3, count: 2}`, or with what
/// the kind takes: `{timeout: {after: 3s, performed: true}, operation: Converse}`.
extension FaultRule {
    package static let plainKinds: [(name: String, kind: FaultKind)] = [
        ("throttle", .throttle), ("internal_error", .internalError), ("unavailable", .unavailable), ("drop", .drop),
    ]
    package static let members =
        plainKinds.map(\.name) + [
            "error", "timeout", "latency", "cut_stream", "kind", "service", "operation", "resource", "skip", "count",
            "probability",
        ]

    /// - Parameter document: durations are texts such as `250ms`; unknown members are refused.
    package init(_ document: Document) throws(FaultMistake) {
        let fields = try FaultFields(document, "a fault", known: Self.members)
        let (service, operation) = (try fields.text("service"), try fields.text("operation"))
        self.init(
            try FaultKind(fields), service: service ?? "*", operation: operation ?? "*",
            resource: try fields.text("resource") ?? "*", skip: try fields.integer("skip", from: 0) ?? 0,
            count: try fields.integer("count", from: 1), probability: try fields.probability("probability") ?? 1)
    }

    package var document: Document {
        var entries = [kind.entry]
        for (name, value) in [("service", service), ("operation", operation), ("resource", resource)] where value != "*"
        {
            entries.append(.init(name, .string(value)))
        }
        if skip > 0 { entries.append(.init("skip", .number(Number(skip)))) }
        if let count { entries.append(.init("count", .number(Number(count)))) }
        if probability < 1 { entries.append(.init("probability", .number(Number(probability)))) }
        return .object(.init(entries))
    }
}

extension FaultKind {
    fileprivate init(_ fields: FaultFields) throws(FaultMistake) {
        if let kind = try fields.text("kind") {
            guard let known = FaultRule.plainKinds.first(where: { $0.name == kind }) else {
                throw FaultMistake(
                    "`kind` is throttle, internal_error, unavailable or drop; error, timeout, latency and cut_stream "
                        + "are written as names of their own", in: "kind")
            }
            self = known.kind
        } else if let value = fields.object["error"] {
            let error = try FaultFields(value, "`error`", known: ["code", "message", "status"])
            self = .error(
                code: try error.required("code", error.text("code")), message: try error.text("message") ?? "",
                status: try error.integer("status", from: 400, through: 599) ?? 400)
        } else if let value = fields.object["timeout"] {
            let timeout = try FaultFields(value, "`timeout`", known: ["after", "performed"])
            self = .timeout(
                after: try timeout.required("after", timeout.duration("after")),
                isPerformed: try timeout.bool("performed") ?? false)
        } else if case .object? = fields.object["latency"], let value = fields.object["latency"] {
            let range = try FaultFields(value, "`latency`", known: ["from", "through"])
            let (least, most) = (try range.duration("from"), try range.required("through", range.duration("through")))
            self = .latency(min(least ?? .zero, most)...most)
        } else if let time = try fields.duration("latency") {
            self = .latency(time...time)
        } else if let events = try fields.integer("cut_stream", from: 0) {
            self = .cutStream(afterEvents: events)
        } else if let plain = FaultRule.plainKinds.first(where: { fields.object[$0.name] != nil }) {
            throw FaultMistake("write `kind: \(plain.name)`", in: plain.name)
        } else {
            throw FaultMistake(
                "a fault has a kind: throttle, internal_error, unavailable, error, timeout, latency, cut_stream, drop")
        }
    }

    /// The member that says which kind it is.
    fileprivate var entry: Document.Entry {
        switch self {
        case .throttle: .init("kind", "throttle")
        case .internalError: .init("kind", "internal_error")
        case .unavailable: .init("kind", "unavailable")
        case .drop: .init("kind", "drop")
        case .error(let code, let message, let status):
            .init(
                "error",
                ["code": .string(code), "message": .string(message), "status": .number(Number(status))])
        case .timeout(let after, let isPerformed):
            .init("timeout", ["after": .string(DurationText.text(after)), "performed": .bool(isPerformed)])
        case .latency(let range):
            .init(
                "latency",
                range.lowerBound == range.upperBound
                    ? .string(DurationText.text(range.upperBound))
                    : [
                        "from": .string(DurationText.text(range.lowerBound)),
                        "through": .string(DurationText.text(range.upperBound)),
                    ])
        case .cutStream(let events): .init("cut_stream", .number(Number(events)))
        }
    }
}
