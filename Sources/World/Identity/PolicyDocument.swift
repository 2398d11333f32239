public import AWSCore

/// An IAM policy: statements that allow or deny.
///
/// Source: IAM User Guide, "IAM JSON policy elements reference".
public struct PolicyDocument: Sendable {
    public let statements: [PolicyStatement]

    /// As many as fit into the longest policy that AWS stores (20,480 characters, an S3 bucket policy).
    public static let statementsMax = 1024

    /// - Parameter json: the policy's text.
    /// - Throws: ``MalformedPolicy`` in the words of IAM's `MalformedPolicyDocument`.
    public init(json: String) throws(MalformedPolicy) {
        guard let document = try? Document(json: json) else { throw MalformedPolicy("Syntax errors in policy.") }
        try self.init(document)
    }

    /// - Parameter document: the policy's JSON.
    /// - Throws: ``MalformedPolicy`` in the words of IAM's `MalformedPolicyDocument`.
    public init(_ document: Document) throws(MalformedPolicy) {
        let allowed: Set = ["Version", "Id", "Statement"]
        guard let object = document.object, object.entries.allSatisfy({ allowed.contains($0.name) }) else {
            throw MalformedPolicy("Syntax errors in policy.")
        }
        let version = object["Version"]?.string ?? "2008-10-17"
        guard version == "2012-10-17" || version == "2008-10-17" else {
            throw MalformedPolicy("The policy must contain a valid version string.")
        }
        let elements: [Document] =
            switch object["Statement"] {
            case .list(let list)?: list
            case .object(let single)?: [.object(single)]
            default: []
            }
        guard !elements.isEmpty, elements.count <= Self.statementsMax else {
            throw MalformedPolicy("Syntax errors in policy.")
        }
        var statements: [PolicyStatement] = []
        for element in elements {
            statements.append(try PolicyStatement(element, hasVariables: version == "2012-10-17"))
        }
        self.statements = statements
    }

    /// All that several policies say.
    public init(merging documents: [PolicyDocument]) {
        statements = documents.flatMap(\.statements)
    }
}

/// A policy that IAM would not store.
public struct MalformedPolicy: Error, Hashable, Sendable {
    public let message: String

    init(_ message: String) {
        self.message = message
    }
}
