import AWSCore

/// What a model demands of the JSON body of InvokeModel, checked and worded as Bedrock's JSON schema validator does.
indirect enum BodyRules: Sendable {
    case string(min: Int = 0, max: Int = .max)
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case boolean
    case choice([String])
    case integerChoice([Int])
    case list(BodyRules, count: ClosedRange<Int>)
    case object([Member], allowsOthers: Bool = false)
    case anything

    struct Member: Sendable {
        let name: String
        let rules: BodyRules
        let isRequired: Bool

        init(_ name: String, _ rules: BodyRules, isRequired: Bool = false) {
            self.name = name
            self.rules = rules
            self.isRequired = isRequired
        }
    }

    /// What is wrong with `value`; empty when nothing is.
    func complaints(about value: Document, at path: String = "#") -> [String] {
        switch self {
        case .anything: return []
        case .string(let min, let max):
            guard let text = value.string else { return [Self.mistyped("String", value, path)] }
            let count = text.unicodeScalars.count
            if count < min { return [Self.at(path, "expected minLength: \(min), actual: \(count)")] }
            return count > max ? [Self.at(path, "expected maxLength: \(max), actual: \(count)")] : []
        case .boolean: return value.bool == nil ? [Self.mistyped("Boolean", value, path)] : []
        case .choice(let values):
            guard let text = value.string else { return [Self.mistyped("String", value, path)] }
            return values.contains(text) ? [] : [Self.at(path, "\(text) is not a valid enum value")]
        case .integerChoice(let values):
            guard let number = value.int else { return [Self.mistyped("Integer", value, path)] }
            return values.contains(number) ? [] : [Self.at(path, "\(number) is not a valid enum value")]
        case .integer(let range):
            guard let number = value.int else { return [Self.mistyped("Integer", value, path)] }
            return Self.outside(Double(number), Double(range.lowerBound)...Double(range.upperBound), value, path)
        case .number(let range):
            guard let number = value.double else { return [Self.mistyped("Number", value, path)] }
            return Self.outside(number, range, value, path)
        case .list(let element, let count):
            guard let elements = value.list else { return [Self.mistyped("JSONArray", value, path)] }
            if elements.count < count.lowerBound {
                return [Self.at(path, "expected minimum item count: \(count.lowerBound), found: \(elements.count)")]
            }
            if elements.count > count.upperBound {
                return [Self.at(path, "expected maximum item count: \(count.upperBound), found: \(elements.count)")]
            }
            return elements.enumerated().flatMap { element.complaints(about: $0.element, at: "\(path)/\($0.offset)") }
        case .object(let members, let allowsOthers):
            guard let object = value.object else { return [Self.mistyped("JSONObject", value, path)] }
            return Self.complaints(about: object, members, allowsOthers, path)
        }
    }

    private static func complaints(
        about object: Document.Object, _ members: [Member], _ allowsOthers: Bool, _ path: String
    ) -> [String] {
        var found: [String] = []
        for member in members where member.isRequired && object[member.name] == nil {
            found.append("\(path): required key [\(member.name)] not found")
        }
        for entry in object.entries {
            if let member = members.first(where: { $0.name == entry.name }) {
                found += member.rules.complaints(about: entry.value, at: "\(path)/\(entry.name)")
            } else if !allowsOthers {
                found.append("\(path): extraneous key [\(entry.name)] is not permitted")
            }
        }
        return found
    }

    private static func outside(
        _ number: Double, _ range: ClosedRange<Double>, _ value: Document, _ path: String
    ) -> [String] {
        let text = value.number?.text ?? ""
        if number < range.lowerBound {
            return [at(path, "\(text) is not greater or equal to \(Number(range.lowerBound).text)")]
        }
        if number > range.upperBound {
            return [at(path, "\(text) is not less or equal to \(Number(range.upperBound).text)")]
        }
        return []
    }

    private static func at(_ path: String, _ complaint: String) -> String { "\(path): \(complaint)" }

    private static func mistyped(_ expected: String, _ value: Document, _ path: String) -> String {
        let found =
            switch value {
            case .null: "Null"
            case .bool: "Boolean"
            case .number(let number): number.int64 == nil ? "BigDecimal" : "Integer"
            case .list: "JSONArray"
            case .object: "JSONObject"
            default: "String"
            }
        return at(path, "expected type: \(expected), found: \(found)")
    }
}
