public import AWSCore

extension Topology {
    /// What a function may do.
    public struct Role: Hashable, Sendable {
        public var name: String
        public var handler: Handler
        /// Who may take the role.
        public var trust: Document
        /// What whoever has taken it may do, and nothing else.
        public var policy: Document
    }

    static func role(of handler: Handler, _ configuration: ChatbotConfiguration, _ place: Place) -> Role {
        let grants = Grants(configuration: configuration, place: place)
        var policy = PolicyDocument()
        policy.allow("Log", ["logs:CreateLogStream", "logs:PutLogEvents"], on: [grants.logStreams(handler)])
        // Which index and which operations: the collection's data access policy says it.
        policy.allow("Search", ["aoss:APIAccessAll"], on: [place.arn("aoss", "collection/*")])
        switch handler {
        case .orchestrator: grants.orchestrator(&policy)
        case .vectorSearch: policy.allow("Embed", ["bedrock:InvokeModel"], on: grants.models([.embedding]))
        case .documentProcessor: grants.documentProcessor(&policy)
        }
        return Role(
            name: configuration.names.role(handler.rawValue), handler: handler,
            trust: PolicyDocument.trust("lambda.amazonaws.com"), policy: policy.document)
    }
}

extension Topology.Place {
    func arn(_ service: String, _ resource: String) -> String {
        ARN(partition: partition, service: service, region: region, account: account, resource: resource).description
    }

    public func functionARN(_ name: String) -> String { arn("lambda", "function:\(name)") }
    public func queueARN(_ name: String) -> String { arn("sqs", name) }
    public func ruleARN(_ name: String) -> String { arn("events", "rule/\(name)") }
    public func roleARN(_ name: String) -> String { "arn:\(partition):iam::\(account):role/\(name)" }
}

/// What the functions need, as statements of their policies.
private struct Grants {
    let configuration: ChatbotConfiguration
    let place: Topology.Place

    private var names: ResourceNames { configuration.names }

    func logStreams(_ handler: Handler) -> String {
        place.arn("logs", "log-group:\(names.logGroup(handler.rawValue)):*")
    }

    private func table(_ name: String) -> String { place.arn("dynamodb", "table/\(name)") }

    /// A model, or an inference profile and the model behind it in whatever region the profile sends a request to.
    func models(_ roles: [ModelRole]) -> [String] {
        let ids = Set(roles.map { configuration.models[$0] })
        return ids.sorted().flatMap { id -> [String] in
            let parts = id.split(separator: ".")
            let isProfile = ["us", "eu", "apac", "global", "us-gov", "jp", "au"].contains(parts.first)
            guard isProfile else { return ["arn:\(place.partition):bedrock:\(place.region)::foundation-model/\(id)"] }
            let model = parts.dropFirst().joined(separator: ".")
            return [
                place.arn("bedrock", "inference-profile/\(id)"),
                "arn:\(place.partition):bedrock:*::foundation-model/\(model)",
            ]
        }
    }

    func orchestrator(_ policy: inout PolicyDocument) {
        policy.allow(
            "Converse", ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
            on: models([.orchestrator, .simple, .embedding]))
        if let guardrail = configuration.guardrail {
            policy.allow("Guard", ["bedrock:ApplyGuardrail"], on: [place.arn("bedrock", "guardrail/\(guardrail.id)")])
        }
        policy.allow(
            "Conversations", ["dynamodb:Query", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
            on: [table(names.conversations), table(names.conversations) + "/index/\(names.userIndex)"])
        policy.allow(
            "Messages", ["dynamodb:Query", "dynamodb:PutItem", "dynamodb:BatchWriteItem"], on: [table(names.messages)])
        policy.allow("Cache", ["dynamodb:GetItem", "dynamodb:PutItem"], on: [table(names.cache)])
        policy.allow("Documents", ["dynamodb:Scan"], on: [table(names.documents)])
    }

    func documentProcessor(_ policy: inout PolicyDocument) {
        policy.allow(
            "Read", ["s3:GetObject"], on: ["arn:\(place.partition):s3:::\(names.bucket)/\(BucketFolder.documents)*"])
        // Without it S3 hides whether an object is missing or forbidden.
        policy.allow("List", ["s3:ListBucket"], on: ["arn:\(place.partition):s3:::\(names.bucket)"])
        policy.allow("Embed", ["bedrock:InvokeModel"], on: models([.embedding]))
        policy.allow(
            "Catalog", ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:Scan"], on: [table(names.documents)])
        policy.allow("Invalidate", ["dynamodb:UpdateItem"], on: [table(names.cache)])
        policy.allow("DeadLetters", ["sqs:SendMessage"], on: [place.queueARN(names.deadLetters)])
    }
}
