/// Checks what the model demands of each member by itself: presence, length, range, pattern and enumeration.
///
/// The words are those of AWS's common service framework, which DynamoDB, Lambda, Bedrock, CloudWatch and most others
/// answer with: `1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value
/// greater than or equal to 1`.
public enum ConstraintCheck {
    /// AWS names no more than this many, though it counts them all.
    public static let violationsListedMax = 10

    /// What is wrong with an input whose types already hold; required members cannot be missing there.
    /// - Returns: no violations without looking at the values, where the model demands nothing.
    public static func violations(of input: some Structure) -> [ConstraintViolation] {
        let schema = type(of: input).schema
        return schema.isConstrained ? violations(in: input.document, of: schema) : []
    }

    /// What is wrong with an input as it arrived, before it is known to fit the types.
    public static func violations(in document: Document, of schema: StructureSchema) -> [ConstraintViolation] {
        guard case .object(let object) = document else { return [] }
        var walk = ConstraintWalk()
        walk.visit(object, of: schema, at: "")
        return walk.violations
    }

    /// The sentence that a ValidationException carries; nil when nothing is wrong.
    public static func message(_ violations: [ConstraintViolation]) -> String? {
        guard !violations.isEmpty else { return nil }
        let count = "\(violations.count) validation error\(violations.count == 1 ? "" : "s") detected: "
        return count + violations.prefix(violationsListedMax).map(\.description).joined(separator: "; ")
    }
}

/// One member that is not as the model demands.
public struct ConstraintViolation: Hashable, Sendable, CustomStringConvertible {
    /// As AWS writes paths: `keySchema.1.member.attributeName`.
    public let path: String
    /// As AWS shows values; nil for a member that is sensitive.
    public let shown: Shown
    /// "Member must not be null".
    public let constraint: String

    public enum Shown: Hashable, Sendable {
        case null
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
