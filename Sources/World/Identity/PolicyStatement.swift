import AWSCore

/// One statement of a policy.
public struct PolicyStatement: Sendable {
    public let id: String?
    public let isAllow: Bool
    let actions: ActionElement
    let resources: ResourceElement?
    let principals: PrincipalElement?
    let conditions: [PolicyCondition]

    private static let elements: Set = [
        "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition",
    ]

    init(_ document: Document, hasVariables: Bool) throws(MalformedPolicy) {
        guard let object = document.object, object.entries.allSatisfy({ Self.elements.contains($0.name) }) else {
            throw MalformedPolicy("Syntax errors in policy.")
        }
        switch object["Effect"]?.string {
        case "Allow": isAllow = true
        case "Deny": isAllow = false
        default: throw MalformedPolicy("Syntax errors in policy.")
        }
        id = object["Sid"]?.string
        actions = try ActionElement(object)
        resources = try ResourceElement(object, hasVariables: hasVariables)
        principals = try PrincipalElement(object)
        conditions = try PolicyCondition.all(in: object["Condition"], hasVariables: hasVariables)
    }

    /// Whether the statement speaks of the request at all, leaving principals aside.
    func applies(to request: AuthorizationRequest) -> Bool {
        actions.matches(request.action)
            && resources.map { $0.matches(request.resource, request.context) } ?? true
            && conditions.allSatisfy { $0.holds(in: request.context) }
    }
}

/// `Action` or `NotAction`.
struct ActionElement: Sendable {
    let patterns: [WildcardPattern]
    let isNegated: Bool

    init(_ statement: Document.Object) throws(MalformedPolicy) {
        let (texts, isNegated) = try statement.either("Action", "NotAction")
        guard let texts else { throw MalformedPolicy("Policy statement must contain actions.") }
        for text in texts where text != "*" && !text.contains(":") {
            throw MalformedPolicy("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
        }
        patterns = texts.map { WildcardPattern($0) }
        self.isNegated = isNegated
    }

    func matches(_ action: String) -> Bool {
        patterns.contains { $0.matches(action, ignoringCase: true) } != isNegated
    }
}

/// `Resource` or `NotResource`; a policy attached to a resource may leave both out.
struct ResourceElement: Sendable {
    let templates: [PolicyTemplate]
    let isNegated: Bool

    init?(_ statement: Document.Object, hasVariables: Bool) throws(MalformedPolicy) {
        let (texts, isNegated) = try statement.either("Resource", "NotResource")
        guard let texts else { return nil }
        for text in texts where text != "*" && !text.hasPrefix("arn:") {
            throw MalformedPolicy("Resource \(text) must be in ARN format or \"*\".")
        }
        templates = texts.map { PolicyTemplate($0, hasVariables: hasVariables) }
        self.isNegated = isNegated
    }

    func matches(_ resource: String, _ context: ConditionContext) -> Bool {
        templates.contains { $0.pattern(in: context)?.matches(resource) ?? false } != isNegated
    }
}

extension Document.Object {
    /// The texts of whichever of two elements is there, and whether it is the second.
    func either(_ name: String, _ negated: String) throws(MalformedPolicy) -> (texts: [String]?, isNegated: Bool) {
        switch (self[name], self[negated]) {
        case (let element?, nil): (try Self.texts(element), false)
        case (nil, let element?): (try Self.texts(element), true)
        case (nil, nil): (nil, false)
        default: throw MalformedPolicy("Syntax errors in policy.")
        }
    }

    /// A string, or a list of strings.
    static func texts(_ element: Document) throws(MalformedPolicy) -> [String] {
        if let text = element.string { return [text] }
        guard let list = element.list else { throw MalformedPolicy("Syntax errors in policy.") }
        let texts = list.compactMap(\.string)
        guard texts.count == list.count, !texts.isEmpty else { throw MalformedPolicy("Syntax errors in policy.") }
        return texts
    }
}
