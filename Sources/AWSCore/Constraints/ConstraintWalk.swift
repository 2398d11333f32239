/// Walks a document beside its schema and notes what is wrong, in the model's order.
struct ConstraintWalk {
    var violations: [ConstraintViolation] = []

    mutating func visit(_ object: Document.Object, of schema: StructureSchema, at path: String) {
        for member in schema.members {
            let place = Self.join(path, Self.lowerFirst(member.name))
            guard let value = object[member.name], !value.isNull else {
                if member.isRequired {
                    violations.append(
                        ConstraintViolation(path: place, shown: .null, constraint: "Member must not be null"))
                }
                continue
            }
            visit(value, member.shape, at: place, isSensitive: member.traits.contains(.sensitive))
        }
    }

    private mutating func visit(_ value: Document, _ shape: Shape, at path: String, isSensitive: Bool) {
        for rule in ConstraintRule.rules(of: shape) where !rule.holds(for: value) {
            note(rule.sentence, value, at: path, isSensitive)
        }
        switch (shape, value) {
        case (.structure(let schema), .object(let object)):
            visit(object, of: schema(), at: path)
        case (.list(let list), .list(let elements)):
            visit(elements, of: list, in: value, at: path, isSensitive)
        case (.map(let map), .object(let object)):
            visit(object, of: map, in: value, at: path, isSensitive)
        default: break
        }
    }

    /// AWS reports elements that are values against the list as a whole, and goes into elements that are structures.
    private mutating func visit(
        _ elements: [Document], of list: ListShape, in value: Document, at path: String, _ isSensitive: Bool
    ) {
        let rules = ConstraintRule.rules(of: list.element)
        if elements.contains(where: { element in rules.contains { !$0.holds(for: element) } }) {
            note("Member must satisfy constraint: \(ConstraintRule.listed(rules))", value, at: path, isSensitive)
        }
        guard list.element.isAggregate else { return }
        for (index, element) in elements.enumerated() {
            visitInside(element, list.element, at: "\(path).\(index + 1).member")
        }
    }

    private mutating func visit(
        _ object: Document.Object, of map: MapShape, in value: Document, at path: String, _ isSensitive: Bool
    ) {
        let keyRules = ConstraintRule.rules(of: map.key)
        if object.entries.contains(where: { entry in keyRules.contains { !$0.holds(for: .string(entry.name)) } }) {
            note("Map keys must satisfy constraint: \(ConstraintRule.listed(keyRules))", value, at: path, isSensitive)
        }
        let rules = ConstraintRule.rules(of: map.value)
        if object.entries.contains(where: { entry in rules.contains { !$0.holds(for: entry.value) } }) {
            note("Map value must satisfy constraint: \(ConstraintRule.listed(rules))", value, at: path, isSensitive)
        }
        guard map.value.isAggregate else { return }
        for entry in object.entries { visitInside(entry.value, map.value, at: "\(path).\(entry.name).member") }
    }

    /// The inside alone: the rules on the element itself were reported against its list or map.
    private mutating func visitInside(_ value: Document, _ shape: Shape, at path: String) {
        switch (shape, value) {
        case (.structure(let schema), .object(let object)):
            let schema = schema()
            if schema.isConstrained || schema.members.contains(where: \.isRequired) {
                visit(object, of: schema, at: path)
            }
        case (.list(let list), .list(let elements)): visit(elements, of: list, in: value, at: path, false)
        case (.map(let map), .object(let object)): visit(object, of: map, in: value, at: path, false)
        default: break
        }
    }

    private mutating func note(_ sentence: String, _ value: Document, at path: String, _ isSensitive: Bool) {
        let shown = isSensitive ? ConstraintViolation.Shown.hidden : .value(ShownValue.text(of: value))
        violations.append(ConstraintViolation(path: path, shown: shown, constraint: sentence))
    }

    private static func join(_ path: String, _ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }

    /// `TableName` is `tableName` in these messages.
    private static func lowerFirst(_ name: String) -> String {
        name.prefix(1).lowercased() + name.dropFirst()
    }
}

/// A value as the framework's messages show it, which is how Java prints one.
enum ShownValue {
    static func text(of value: Document) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): String(value)
        case .number(let value): value.text
        case .string(let value): value
        case .blob(let value): "java.nio.HeapByteBuffer[pos=0 lim=\(value.count) cap=\(value.count)]"
        case .timestamp(let value): value.text(.dateTime)
        case .list(let elements): "[" + elements.map(text).joined(separator: ", ") + "]"
        case .object(let object):
            "{" + object.entries.map { "\($0.name)=\(text(of: $0.value))" }.joined(separator: ", ") + "}"
        }
    }
}

extension Shape {
    /// Has members or elements of its own.
    var isAggregate: Bool {
        switch self {
        case .structure, .list, .map: true
        default: false
        }
    }
}
