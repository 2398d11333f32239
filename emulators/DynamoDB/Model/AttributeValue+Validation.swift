import AWSCore
package import AWSDynamoDB

/// DynamoDB words bad values in two ways: which, depends on the operation.
///
/// Recorded in four regions (`dynamodb-conformance`, valueLayers, October 2026).
package enum ValueWording: Sendable {
    /// PutItem, UpdateItem and DeleteItem (inside an envelope), GetItem, BatchGetItem and Query (bare).
    case current
    /// BatchWriteItem, Scan and transactions; expression values inside a wrapper that names them.
    case older
}

extension DynamoDB.AttributeValue {
    /// Levels of an attribute: a scalar is one, a list or map one more than its deepest element.
    package static let depthMax = 32

    /// The value as DynamoDB stores it: numbers in plain notation, sets in their order.
    /// - Throws: what DynamoDB says of numbers, sets, NULL and nesting it does not take.
    /// - Complexity: O(n log n) in the members of sets, else linear.
    package func validated(wording: ValueWording = .older) throws(ValidationFailure) -> Self {
        try validated(wording, depth: 1)
    }

    private func validated(_ wording: ValueWording, depth: Int) throws(ValidationFailure) -> Self {
        guard depth <= Self.depthMax else { throw .nestedTooDeep }
        switch self {
        case .s, .b, .bool: return self
        case .null(let isNull):
            guard isNull else {
                throw .invalidParameter("Null attribute value types must have the value of true")
            }
            return self
        case .n(let text): return .n(try NumberText.canonical(text, wording))
        case .ss(let members): return .ss(try SetMembers.ordered(members, wording))
        case .ns(let members): return .ns(try SetMembers.orderedNumbers(members, wording))
        case .bs(let members): return .bs(try SetMembers.ordered(members, wording))
        case .l(let elements):
            var list: [Self] = []
            list.reserveCapacity(elements.count)
            for element in elements { list.append(try element.validated(wording, depth: depth + 1)) }
            return .l(list)
        case .m(let members): return .m(try Self.validated(members, wording, depth: depth + 1))
        }
    }

    /// Whether the value is valid and normalised at first sight; most values are, and need no copy.
    var isNormalScalar: Bool {
        switch self {
        case .s, .b, .bool: true
        case .n(let text): NumberText.isPlainInteger(text)
        default: false
        }
    }

    /// Every attribute of `item` as it is stored; of several bad ones the first by name is reported.
    package static func validated(_ item: Item, wording: ValueWording = .older) throws(ValidationFailure) -> Item {
        for name in item.keys { try checkName(name) }
        return try validated(item, wording, depth: 1)
    }

    /// Bytes of an attribute's name. Developer guide, "Naming rules"; 65535 is the last size that is taken.
    package static let nameBytesMax = 65535

    static func checkName(_ name: String) throws(ValidationFailure) {
        guard name.utf8.count > nameBytesMax else { return }
        throw .invalidParameter("Attribute name is too large, must be less than \(nameBytesMax + 1) bytes")
    }

    private static func validated(
        _ members: [String: Self], _ wording: ValueWording, depth: Int
    ) throws(ValidationFailure) -> [String: Self] {
        guard depth <= depthMax || members.isEmpty else { throw .nestedTooDeep }
        var result = members
        var failures: [(name: String, failure: ValidationFailure)] = []
        for (name, value) in members where !value.isNormalScalar {
            do throws(ValidationFailure) {
                result[name] = try value.validated(wording, depth: depth)
            } catch {
                failures.append((name, error))
            }
        }
        if let first = failures.min(by: { $0.name < $1.name }) { throw first.failure }
        return result
    }
}

extension ValidationFailure {
    static let nestedTooDeep = Self(
        "Nesting Levels have exceeded supported limits: "
            + "Attributes in the item have nested levels beyond supported limit")
    static let numberOverflow = Self(
        "Number overflow. Attempting to store a number with magnitude larger than supported range")
    static let numberUnderflow = Self(
        "Number underflow. Attempting to store a number with magnitude smaller than supported range")
    static let tooManyDigits = Self("Attempting to store more than 38 significant digits in a Number")

    static func notNumeric(_ text: String, _ wording: ValueWording) -> Self {
        let echo = text.isEmpty && wording == .older ? "" : ": \(text)"
        return Self("The parameter cannot be converted to a numeric value\(echo)")
    }

    init(_ failure: NumberFailure, text: String = "", wording: ValueWording = .older) {
        self =
            switch failure {
            case .notNumeric: .notNumeric(text, wording)
            case .overflow: .numberOverflow
            case .underflow: .numberUnderflow
            case .tooManyDigits: .tooManyDigits
            }
    }
}

/// Texts of numbers on their way into storage.
enum NumberText {
    /// The form that AWS returns. Short whole numbers are in it already, and pass without being read as numbers.
    static func canonical(_ text: String, _ wording: ValueWording) throws(ValidationFailure) -> String {
        if isPlainInteger(text) { return text }
        do throws(NumberFailure) {
            return try DynamoDBNumber(text).text
        } catch {
            throw ValidationFailure(error, text: text, wording: wording)
        }
    }

    static func isPlainInteger(_ text: String) -> Bool {
        let utf8 = text.utf8
        guard (1...18).contains(utf8.count), let first = utf8.first, utf8.allSatisfy({ (48...57).contains($0) }) else {
            return false
        }
        return first != 48 || utf8.count == 1
    }
}
