import AWSCore
import Foundation
import Yams

extension Document {
    static func yaml(_ file: URL) throws -> Document {
        guard let node = try Yams.compose(yaml: String(contentsOf: file, encoding: .utf8)) else {
            throw SuiteError("\(file.lastPathComponent) is empty")
        }
        return try Document(node)
    }

    /// The YAML node as plain data. Only unquoted scalars may be numbers, booleans or null: `N: "1"` stays text.
    init(_ node: Node) throws {
        let tag = node.tag.rawValue
        guard tag.hasPrefix("!"), tag.count > 1 else {
            self = try Document(untagged: node)
            return
        }
        self = try Form.document(tag, Document(untagged: node))
    }

    private init(untagged node: Node) throws {
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
