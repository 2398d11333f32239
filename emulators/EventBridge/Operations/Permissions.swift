import AWSCore
import AWSEventBridge
import World

/// PutPermission: a statement of the bus's policy, or the whole policy.
enum PutPermission {
    static func run(
        _ input: EventBridge.PutPermissionRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.PutPermissionOutput {
        try RequestConstraints.check(input)
        if let policy = input.policy {
            guard (try? PolicyDocument(json: policy)) != nil else {
                throw .validation("Parameter Policy is not valid. Reason: The policy is malformed.")
            }
        } else if input.action == nil || input.principal == nil || input.statementId == nil {
            throw .validation("Parameter(s) Action, Principal and StatementId must be specified.")
        }
        try await view.state.write(view.call) { session in
            var bus = try session.stored(session.bus(input.eventBusName))
            bus.policy = input.policy ?? BusPolicy(bus).adding(input)
            guard (bus.policy ?? "").utf8.count <= EventBridgeLimits.policyBytesMax else {
                throw EventBridgeError(
                    .policyLengthExceededException, "The event bus policy is too long.")
            }
            try session.update(bus)
        }
        return EventBridge.PutPermissionOutput()
    }
}

/// RemovePermission: a statement of the bus's policy, or all of them.
enum RemovePermission {
    static func run(
        _ input: EventBridge.RemovePermissionRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.RemovePermissionOutput {
        try RequestConstraints.check(input)
        try await view.state.write(view.call) { session in
            var bus = try session.stored(session.bus(input.eventBusName))
            if input.removeAllPermissions == true {
                bus.policy = nil
            } else {
                guard let id = input.statementId, let rest = BusPolicy(bus).removing(id) else {
                    throw EventBridgeError.notFound("Statement with the provided id does not exist.")
                }
                bus.policy = rest.isEmpty ? nil : rest
            }
            try session.update(bus)
        }
        return EventBridge.RemovePermissionOutput()
    }
}

/// The policy of a bus, statement by statement.
private struct BusPolicy {
    private let arn: String
    private let statements: [Document]

    init(_ bus: Bus) {
        arn = bus.arn
        let document = bus.policy.flatMap { try? Document(json: $0) }
        statements =
            switch document?["Statement"] {
            case .list(let list)?: list
            case let single?: [single]
            case nil: []
            }
    }

    func adding(_ input: EventBridge.PutPermissionRequest) -> String {
        let principal = input.principal ?? "*"
        var statement: Document.Object = Document.Object([
            .init("Sid", .string(input.statementId ?? "")), .init("Effect", "Allow"),
            .init("Principal", principal == "*" ? "*" : ["AWS": .string("arn:aws:iam::\(principal):root")]),
            .init("Action", .string(input.action ?? "")), .init("Resource", .string(arn)),
        ])
        if let condition = input.condition {
            statement["Condition"] = .object(
                .init([
                    .init(condition.type, .object(.init([.init(condition.key, .string(condition.value))])))
                ]))
        }
        return text(statements.filter { $0["Sid"]?.string != input.statementId } + [.object(statement)])
    }

    /// Empty where no statement is left; nil where there is none of that id.
    func removing(_ id: String) -> String? {
        let rest = statements.filter { $0["Sid"]?.string != id }
        if rest.count == statements.count { return nil }
        return rest.isEmpty ? "" : text(rest)
    }

    private func text(_ statements: [Document]) -> String {
        let policy: Document = ["Version": "2012-10-17", "Statement": .list(statements)]
        return policy.jsonText()
    }
}
