import AWSCore
import AWSSQS

/// AddPermission: a statement in the queue's policy that lets other accounts do something.
enum AddPermission {
    static func run(
        _ input: SQS.AddPermissionRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.AddPermissionOutput {
        try check(input)
        try await view.state.write(view.call) { session in
            var queue = try session.queue(at: input.queueUrl)
            var policy = QueuePolicy(queue)
            guard !policy.hasStatement(input.label) else {
                throw SQSError.invalidParameter("Label", input.label, "Already exists.")
            }
            policy.add(input.label, accounts: input.awsAccountIds, actions: input.actions, on: queue.arn)
            queue.set([Attribute.policy: policy.text])
            queue.modified = session.now
            try session.update(queue)
        }
        return SQS.AddPermissionOutput()
    }

    /// API reference, AddPermission: what the owner may let others do.
    private static let shared: Set = [
        "*", "ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl", "ReceiveMessage",
        "SendMessage",
    ]

    private static func check(_ input: SQS.AddPermissionRequest) throws(SQSError) {
        guard (1...SQSLimits.queueNameLengthMax).contains(input.label.utf8.count),
            input.label.utf8.allSatisfy(\.isNameByte)
        else {
            throw .invalidParameter(
                "Label", input.label,
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length")
        }
        for account in input.awsAccountIds where AccountID(account) == nil {
            throw .invalidParameter("PrincipalId", "[\(account)]", "Unable to verify.")
        }
        guard !input.awsAccountIds.isEmpty else { throw .missingParameter("PrincipalId") }
        guard !input.actions.isEmpty else { throw .missingParameter("ActionName") }
        guard input.actions.count <= SQSLimits.permissionActionsMax else {
            throw SQSError(.overLimit, "\(input.actions.count) Actions were found, maximum allowed is 7.")
        }
        for action in input.actions where !shared.contains(action) {
            let isOwners = SQS.operations.contains { $0.schema.name == action }
            throw .invalidParameter(
                "ActionName", action,
                isOwners
                    ? "Only the queue owner is allowed to invoke this action."
                    : "Please refer to the appropriate WSDL for a list of valid actions.")
        }
    }
}

/// RemovePermission: takes such a statement away.
enum RemovePermission {
    static func run(
        _ input: SQS.RemovePermissionRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.RemovePermissionOutput {
        try await view.state.write(view.call) { session in
            var queue = try session.queue(at: input.queueUrl)
            var policy = QueuePolicy(queue)
            guard policy.hasStatement(input.label) else {
                throw SQSError.invalidParameter("Label", input.label, "can't find label.")
            }
            policy.remove(input.label)
            queue.set([Attribute.policy: policy.text])
            queue.modified = session.now
            try session.update(queue)
        }
        return SQS.RemovePermissionOutput()
    }
}

/// The policy of a queue, statement by statement.
private struct QueuePolicy {
    private var document: Document.Object

    init(_ queue: Queue) {
        let stored = queue.attributes[Attribute.policy].flatMap { try? Document(json: $0) }?.object
        document =
            stored
            ?? Document.Object([
                .init("Version", "2008-10-17"), .init("Id", .string("\(queue.arn)/SQSDefaultPolicy")),
                .init("Statement", []),
            ])
    }

    private var statements: [Document] {
        switch document["Statement"] {
        case .list(let list)?: list
        case let single?: [single]
        case nil: []
        }
    }

    /// Empty where no statement is left.
    var text: String { statements.isEmpty ? "" : Document.object(document).jsonText() }

    func hasStatement(_ label: String) -> Bool { statements.contains { $0["Sid"]?.string == label } }

    mutating func add(_ label: String, accounts: [String], actions: [String], on arn: String) {
        let principals = accounts.map { Document.string("arn:aws:iam::\($0):root") }
        let actions = actions.map { Document.string("SQS:\($0)") }
        let statement: Document = [
            "Sid": .string(label), "Effect": "Allow", "Principal": ["AWS": Self.oneOrMany(principals)],
            "Action": Self.oneOrMany(actions), "Resource": .string(arn),
        ]
        document["Statement"] = .list(statements + [statement])
    }

    mutating func remove(_ label: String) {
        document["Statement"] = .list(statements.filter { $0["Sid"]?.string != label })
    }

    private static func oneOrMany(_ elements: [Document]) -> Document {
        elements.count == 1 ? elements[0] : .list(elements)
    }
}
