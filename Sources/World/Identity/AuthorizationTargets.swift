import AWSCore

/// One permission that a call needs.
struct AuthorizationTarget: Hashable, Sendable {
    let action: String
    /// A whole ARN or `*`.
    let resource: String
}

/// What a call needs to be allowed: mostly one action on one resource, more where the input names several.
///
/// Sources: Service Authorization Reference; DynamoDB Developer Guide, "Using IAM with transactions" (a transaction
/// needs the permissions of the single operations that it is made of).
enum AuthorizationTargets {
    /// - Parameter input: made only when the operation is one of the few that need a look into it.
    static func of(_ scope: CallScope, action: String, input: () -> Document) -> [AuthorizationTarget] {
        switch action {
        case "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem":
            let tables = input()["RequestItems"]?.object?.entries.map(\.name) ?? []
            return unique(tables.map { AuthorizationTarget(action: action, resource: table($0, scope)) })
        case "dynamodb:TransactGetItems", "dynamodb:TransactWriteItems":
            return unique((input()["TransactItems"]?.list ?? []).compactMap { transactionPart($0, scope) })
        case "events:PutEvents":
            let entries = input()["Entries"]?.list ?? []
            let buses = entries.map { $0["EventBusName"]?.string ?? "default" }
            return unique(buses.map { AuthorizationTarget(action: action, resource: arn("event-bus/\($0)", scope)) })
        // "No permissions are required", says the API reference of both.
        case "sts:GetCallerIdentity", "sts:GetSessionToken": return []
        default:
            return [AuthorizationTarget(action: action, resource: scope.resource.map { arn($0, scope) } ?? "*")]
        }
    }

    /// The whole ARN of a resource; S3's have neither region nor account, those of Bedrock's own models no account.
    static func arn(_ resource: String, _ scope: CallScope) -> String {
        if let start = resource.firstRange(of: "arn:") { return String(resource[start.lowerBound...]) }
        let isModel = scope.service == "bedrock" && resource.hasPrefix("foundation-model/")
        let place = scope.service == "s3" ? ":" : "\(scope.region):\(isModel ? "" : scope.account)"
        return "arn:aws:\(scope.service):\(place):\(resource)"
    }

    private static func table(_ name: String, _ scope: CallScope) -> String {
        arn(name.hasPrefix("arn:") ? name : "table/\(name)", scope)
    }

    private static func transactionPart(_ item: Document, _ scope: CallScope) -> AuthorizationTarget? {
        let actions = [
            "Get": "GetItem", "Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem",
            "ConditionCheck": "ConditionCheckItem",
        ]
        guard let part = item.object?.entries.first, let action = actions[part.name],
            let name = part.value["TableName"]?.string
        else { return nil }
        return AuthorizationTarget(action: "dynamodb:\(action)", resource: table(name, scope))
    }

    private static func unique(_ targets: [AuthorizationTarget]) -> [AuthorizationTarget] {
        var seen: Set<AuthorizationTarget> = []
        return targets.filter { seen.insert($0).inserted }
    }
}
