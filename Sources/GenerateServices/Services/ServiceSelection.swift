/// What is generated of one service, and what its model does not say.
package struct ServiceSelection: Sendable {
    /// The service's directory in botocore: "dynamodb".
    package let model: String
    /// The namespace in Swift; the target is `AWS` and this name.
    package let name: String
    /// Before the colon of IAM actions.
    package let iamPrefix: String
    /// nil: all of them.
    package var operations: Set<String>?
    /// The IAM actions that are not called as their operation is: operation to action, without prefix where it is
    /// the service's own.
    package var actions: [String: String] = [:]
    /// Which input member names the resource: the first rule that fits an operation holds.
    package var resources: [ResourceRule] = []
    package var signsPathOnce = false
    /// The namespace of all root elements, where the model does not have it.
    package var xmlNamespace: String?
    /// Root elements of responses, by the name of the output shape.
    package var xmlNames: [String: String] = [:]
    /// Structures that are unions although the model does not say it, because they never grow: clients may be
    /// exhaustive about them.
    package var closedUnions: Set<String> = []
    /// Names of shapes that cannot be names of nested Swift types.
    package var typeNames: [String: String] = [:]
    /// Codes of errors that the model lost, by shape.
    package var errorCodes: [String: ErrorCodeRule] = [:]

    package struct ErrorCodeRule: Sendable {
        package let code: String
        package let status: Int
    }
}

extension ServiceSelection {
    package var target: String { "AWS\(name)" }

    /// Every service that is generated.
    package static let all: [ServiceSelection] = [
        dynamoDB, dynamoDBStreams, s3, bedrockRuntime, bedrock, bedrockAgent, bedrockAgentRuntime, eventBridge,
        scheduler, lambda, sqs, cloudWatchLogs, cloudWatch, xray, secretsManager, sts, openSearchServerless,
        apiGatewayManagement, iam,
    ]

    /// A service about which the model says all there is to say.
    package init(
        plain model: String, name: String, iamPrefix: String, operations: Set<String>?, closedUnions: Set<String>
    ) {
        self.init(
            model: model, name: name, iamPrefix: iamPrefix, operations: operations, closedUnions: closedUnions)
    }

    /// The operations in `lists`, in which names stand apart by white space.
    static func names(_ lists: String...) -> Set<String> {
        Set(lists.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) })
    }
}
