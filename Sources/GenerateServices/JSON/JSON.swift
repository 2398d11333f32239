/// A JSON value that keeps its members in the order they were written: the order of members in a service model is
/// the order AWS documents them in, and the order in which generated code must name them.
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// The digits as written.
    case number(String)
    case string(String)
    case array([JSON])
    case object([Field])

    package struct Field: Hashable, Sendable {
        package let name: String
        package var value: JSON

        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    package subscript(name: String) -> JSON? {
        fields.first { $0.name == name }?.value
    }

    package var fields: [Field] { if case .object(let fields) = self { fields } else { [] } }
    package var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }
    package var string: String? { if case .string(let value) = self { value } else { nil } }
    package var isTrue: Bool { self == .bool(true) }
    package var integer: Int64? { number.flatMap { Int64($0) } ?? double.flatMap { Int64(exactly: $0) } }
    package var double: Double? { number.flatMap { Double($0) } }

    private var number: String? { if case .number(let text) = self { text } else { nil } }
}
