/// Holds a request against what its model demands of each member by itself, and words the refusal as AWS does.
///
/// Sources of the words: the errors that DynamoDB, Lambda, EventBridge, Cognito and ACM answer; dynalite's and moto's
/// records of them. A list of scalars is refused as a whole, with all that its elements must satisfy; a list of
/// structures by the member at fault: `keySchema.1.member.keyType`.
package enum ConstraintCheck {
    /// AWS lists no more violations than this.
    package static let violationsMax = 10

    /// A longer value is cut in the message, in which it may stand ten times. What AWS does with such is not known.
    package static let valueBytesMax = 1 << 16

    /// In the model's order, at most ``violationsMax``; empty when nothing is wrong.
    package static func violations(of input: Document, _ schema: StructureSchema) -> [ConstraintViolation] {
        let plan = schema.constraintPlan
        guard plan.hasConstraints else { return [] }
        var check = RunningCheck(plan: plan)
        check.structure(input, number: 0)
        return check.violations
    }

    package static func violations<Input: Structure>(of input: Input) -> [ConstraintViolation] {
        guard Input.schema.constraintPlan.hasConstraints else { return [] }
        return violations(of: input.document, Input.schema)
    }

    /// "2 validation errors detected: ...; ..."; nil when there are no violations.
    package static func message(_ violations: [ConstraintViolation]) -> String? {
        if violations.isEmpty { return nil }
        let noun = violations.count == 1 ? "error" : "errors"
        let list = violations.map(\.description).joined(separator: "; ")
        return "\(violations.count) validation \(noun) detected: \(list)"
    }
}

/// One member that is not as the model demands.
package struct ConstraintViolation: Hashable, Sendable, CustomStringConvertible {
    /// `keySchema.1.member.keyType`: first letters of members lowered, elements counted from one.
    package var path: String
    /// As Java prints it; nil for null.
    package let value: String?
    /// The value is not to be shown.
    package let isSensitive: Bool
    /// "Member must not be null".
    package let constraint: String

    package var description: String {
        let shown = isSensitive ? "Value" : value.map { "Value '\($0)'" } ?? "Value null"
        return "\(shown) at '\(path)' failed to satisfy constraint: \(constraint)"
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
                within(member.name.loweringFirstLetter) { $0.check(value, rule, isSensitive: member.isSensitive) }
            } else if member.isRequired {
                let path = member.name.loweringFirstLetter
                violations.append(
                    .init(path: path, value: nil, isSensitive: false, constraint: "Member must not be null"))
            }
        }
    }

    private mutating func check(_ value: Document, _ rule: ConstraintRule, isSensitive: Bool) {
        let broken = rule.broken(by: value)
        let text =
            broken.isEmpty || isSensitive ? nil : value.javaText.shortened(toBytes: ConstraintCheck.valueBytesMax)
        for constraint in broken where !isFull {
            violations.append(.init(path: "", value: text, isSensitive: isSensitive, constraint: constraint))
        }
        switch (rule, value) {
        case (.structure(let number), _): structure(value, number: number)
        case (.list(_, let element?), .list(let elements)) where element.holdsStructures:
            for (index, value) in elements.enumerated() where !isFull {
                within("\(index + 1).member") { $0.inside(value, element, isSensitive: isSensitive) }
            }
        case (.map(_, _, let element?), .object(let object)) where element.holdsStructures:
            for entry in object.entries where !isFull {
                within("\(entry.name).member") { $0.inside(entry.value, element, isSensitive: isSensitive) }
            }
        default: break
        }
    }

    /// An element: what it breaks itself is reported of the list or map that holds it.
    private mutating func inside(_ value: Document, _ rule: ConstraintRule, isSensitive: Bool) {
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
    fileprivate var loweringFirstLetter: String {
        prefix(1).lowercased() + dropFirst()
    }

    fileprivate func shortened(toBytes max: Int) -> String {
        utf8.count <= max ? self : String(decoding: utf8.prefix(max), as: UTF8.self)
    }
}
