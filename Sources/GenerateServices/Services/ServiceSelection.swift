/// What is generated of one service, and what its model does not say.
package struct ServiceSelection: Sendable {
    /// The service's directory in botocore: "dynamodb".
    package let model: String
    /// The namespace in Swift; the target is `AWS` and this name.
    package let name: String
    /// Before the colon of IAM actions.
    package let iamPrefix: String
    /// nil: all of them.
    package let operations: Set<String>?
    /// The IAM actions that are not called as their operation is: operation to action, without prefix where it is
    /// the service's own.
    package let actions: [String: String]
    /// Which input member names the resource, the first that an operation has.
    package let resources: [ResourceRule]
    /// Protocols that the service understands beside those in the model.
    package var protocols: [String] = []
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

    package var target: String { "AWS\(name)" }

    /// Every service that is generated.
    package static let all: [ServiceSelection] = [dynamoDB, dynamoDBStreams]
}

/// How the resource that IAM checks is found in an input: `prefix`, the member's value, and what a second member adds.
package struct ResourceRule: Sendable {
    package let member: String
    package let prefix: String
    package let suffix: Suffix?

    package struct Suffix: Sendable {
        package let separator: String
        package let member: String
    }

    package init(_ member: String, _ prefix: String = "", suffix: (separator: String, member: String)? = nil) {
        self.member = member
        self.prefix = prefix
        self.suffix = suffix.map { Suffix(separator: $0.separator, member: $0.member) }
    }
}
