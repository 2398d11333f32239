import AWSCore
import Yams

extension Document {
    /// The YAML node as plain data. Only unquoted scalars may be numbers, booleans or null: `N: "1"` stays text.
    init(_ node: Node) throws {
        switch node {
        case .mapping(let mapping):
            self = .object(
                Object(
                    try mapping.map { key, value in
                        guard let name = key.scalar?.string else { throw SuiteError("a key that is no text: \(key)") }
                        return Entry(name, try Document(value))
                    }))
        case .sequence(let sequence): self = .list(try sequence.map { try Document($0) })
        case .scalar(let scalar): self = Document(scalar)
        case .alias(let alias): throw SuiteError("aliases are not used here: \(alias)")
        }
    }

    private init(_ scalar: Node.Scalar) {
        guard scalar.style == .plain || scalar.style == .any else {
            self = .string(scalar.string)
            return
        }
        switch scalar.string {
        case "true": self = true
        case "false": self = false
        case "null", "~", "": self = .null
        default:
            self = Double(scalar.string).map { _ in .number(Number(text: scalar.string)) } ?? .string(scalar.string)
        }
    }
}
