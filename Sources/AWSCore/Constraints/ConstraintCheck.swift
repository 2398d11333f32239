/// Holds a request against what its model demands of each member by itself, and words the refusal as AWS does.
///
/// Sources of the words: the errors that DynamoDB, Lambda, EventBridge, Cognito and ACM answer; dynalite's and moto's
/// records of them. A list of scalars is refused as a whole, with all that its elements must satisfy; a list of
/// structures by the member at fault: `keySchema.1.member.keyType`.
public enum ConstraintCheck {
    /// AWS stops at so many: "10 validation errors detected" is the most that it ever says.
    public static let violationsMax = 10
    /// A longer value is cut in the message, in which it may stand ten times. What AWS does with such is not known.
    public static let valueBytesMax = 1 << 16

    /// What is wrong with an input whose types already hold; required members cannot be missing there.
    /// - Returns: no violations without looking at the values, where the model demands nothing.
    public static func violations<Input: Structure>(of input: Input) -> [ConstraintViolation] {
        let plan = Input.schema.constraintPlan
        return plan.demandsMoreThanPresence ? violations(in: input.document, plan) : []
    }

    /// What is wrong with an input as it arrived, before it is known to fit the types: at most ``violationsMax``.
    public static func violations(in document: Document, of schema: StructureSchema) -> [ConstraintViolation] {
        violations(in: document, schema.constraintPlan)
    }

    private static func violations(in document: Document, _ plan: ConstraintPlan) -> [ConstraintViolation] {
        var check = RunningCheck(plan: plan)
        check.structure(document, number: 0)
        return check.violations
    }

    /// The sentence that a ValidationException carries; nil when nothing is wrong.
    public static func message(_ violations: [ConstraintViolation]) -> String? {
        if violations.isEmpty { return nil }
        let noun = violations.count == 1 ? "error" : "errors"
        let list = violations.map(\.description).joined(separator: "; ")
        return "\(violations.count) validation \(noun) detected: \(list)"
    }
}

/// One member that is not as the model demands.
public struct ConstraintViolation: Hashable, Sendable, CustomStringConvertible {
    /// As AWS writes paths, first letters of members lowered, elements counted from one:
    /// `keySchema.1.member.attributeName`.
    public internal(set) var path: String
    public let shown: Shown
    /// "Member must not be null".
    public let constraint: String

    public enum Shown: Hashable, Sendable {
        case null
        /// As Java prints it.
        case value(String)
        /// AWS does not repeat what the model calls sensitive.
        case hidden
    }

    public var description: String {
        let value =
            switch shown {
            case .null: "Value null"
            case .value(let text): "Value '\(text)'"
            case .hidden: "Value"
            }
        return "\(value) at '\(path)' failed to satisfy constraint: \(constraint)"
    }
}

/// A check under way. Paths are put together on the way out of a violation, so that what is in order costs none.
private struct RunningCheck {
    let plan: ConstraintPlan
    var violations: [ConstraintViolation] = []

    private var isFull: Bool { violations.count >= ConstraintCheck.violationsMax }

    mutating func structure(_ value: Document, number: Int) {
        guard case .object(let object) = value else { return }
        for member in plan.structures[number].members where !isFull {
            let value = object[member.name]
            if let value, !value.isNull {
                guard let rule = member.rule else { continue }
                within(member.pathName) { $0.check(value, rule, isSensitive: member.isSensitive) }
            } else if member.isRequired {
                violations.append(
                    .init(path: member.pathName, shown: .null, constraint: "Member must not be null"))
            }
        }
    }

    private mutating func check(_ value: Document, _ rule: ConstraintRule, isSensitive: Bool) {
        let broken = rule.broken(by: value)
        if !broken.isEmpty {
            let text = isSensitive ? "" : value.javaText.shortened(toBytes: ConstraintCheck.valueBytesMax)
            for constraint in broken where !isFull {
                violations.append(.init(path: "", shown: isSensitive ? .hidden : .value(text), constraint: constraint))
            }
        }
        contents(of: value, rule, isSensitive: isSensitive)
    }

    private mutating func contents(of value: Document, _ rule: ConstraintRule, isSensitive: Bool) {
        switch (rule, value) {
        case (.structure(let number), _): structure(value, number: number)
        case (.list(_, let element?), .list(let elements)) where element.holdsStructures:
            for (index, value) in elements.enumerated() where !isFull {
                within("\(index + 1).member") { $0.element(value, element, isSensitive: isSensitive) }
            }
        case (.map(_, _, let element?), .object(let object)) where element.holdsStructures:
            for entry in object.entries where !isFull {
                within("\(entry.name).member") { $0.element(entry.value, element, isSensitive: isSensitive) }
            }
        default: break
        }
    }

    /// An element: what it breaks itself is reported of the list or map that holds it.
    private mutating func element(_ value: Document, _ rule: ConstraintRule, isSensitive: Bool) {
        switch (rule, value) {
        case (.structure(let number), _): structure(value, number: number)
        default: check(value, rule.withoutBounds, isSensitive: isSensitive)
        }
    }

    /// Puts `component` in front of the paths of all that `body` finds.
    private mutating func within(_ component: @autoclosure () -> String, _ body: (inout RunningCheck) -> Void) {
        let before = violations.count
        body(&self)
        for index in before..<violations.count {
            let rest = violations[index].path
            violations[index].path = rest.isEmpty ? component() : "\(component()).\(rest)"
        }
    }
}

extension String {
    fileprivate func shortened(toBytes max: Int) -> String {
        utf8.count <= max ? self : String(decoding: utf8.prefix(max), as: UTF8.self)
    }
}
