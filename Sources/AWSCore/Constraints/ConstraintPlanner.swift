/// Collects the rules of a structure and of every structure within reach.
struct ConstraintPlanner {
    private var schemas: [StructureSchema] = []
    private var numbers: [ObjectIdentifier: Int] = [:]

    static func plan(for schema: StructureSchema) -> ConstraintPlan {
        var planner = ConstraintPlanner()
        _ = planner.number(of: schema)
        var drafts: [[ConstraintPlan.MemberRule]] = []
        // Rules of one structure bring others into reach.
        while drafts.count < planner.schemas.count { drafts.append(planner.rules(of: planner.schemas[drafts.count])) }
        return ConstraintPlan(structures: prune(drafts).map { ConstraintPlan.StructureRules(members: $0) })
    }

    private mutating func number(of schema: StructureSchema) -> Int {
        let id = ObjectIdentifier(schema)
        if let number = numbers[id] { return number }
        numbers[id] = schemas.count
        schemas.append(schema)
        return schemas.count - 1
    }

    private mutating func rules(of schema: StructureSchema) -> [ConstraintPlan.MemberRule] {
        JavaHashOrder.sorted(schema.members) { ConstraintPlan.pathName($0.name) }.compactMap { member in
            // What streams is no part of the document.
            guard member.traits.isDisjoint(with: [.streaming, .eventStream]) else { return nil }
            let rule = member.range.map { .decimal($0) } ?? rule(for: member.shape)
            guard rule != nil || member.isRequired else { return nil }
            return ConstraintPlan.MemberRule(
                name: member.name, isRequired: member.isRequired, isSensitive: member.traits.contains(.sensitive),
                rule: rule)
        }
    }

    private mutating func rule(for shape: Shape) -> ConstraintRule? {
        switch shape {
        case .integer(_, let bounds): return bounds.map { .number($0) }
        case .string(let constraints): return TextRule(constraints).map { .text($0) }
        case .blob(let bounds): return bounds.map { .bytes($0) }
        case .list(let list):
            let element = rule(for: list.element)
            return element == nil && list.bounds == nil ? nil : .list(list.bounds, element: element)
        case .map(let map):
            let (key, value) = (keyRule(for: map.key), rule(for: map.value))
            return key == nil && value == nil && map.bounds == nil ? nil : .map(map.bounds, key: key, value: value)
        case .structure(let schema): return .structure(number(of: schema()))
        case .boolean, .float, .double, .timestamp, .document: return nil
        }
    }

    private func keyRule(for shape: Shape) -> TextRule? {
        if case .string(let constraints) = shape { TextRule(constraints) } else { nil }
    }

    /// Drops members whose rules lead to no constraint, until none is left to drop.
    private static func prune(_ drafts: [[ConstraintPlan.MemberRule]]) -> [[ConstraintPlan.MemberRule]] {
        var binding = Set<Int>()
        var grows = true
        while grows {
            let bound = drafts.indices.filter { index in
                drafts[index].contains { $0.isRequired || ($0.rule?.binds(given: binding) ?? false) }
            }
            grows = bound.count > binding.count
            binding = Set(bound)
        }
        return drafts.map { members in
            members.compactMap { member in
                let rule = member.rule?.pruned(given: binding)
                guard rule != nil || member.isRequired else { return nil }
                return ConstraintPlan.MemberRule(
                    name: member.name, isRequired: member.isRequired, isSensitive: member.isSensitive, rule: rule)
            }
        }
    }
}

extension ConstraintRule {
    /// Whether the rule constrains anything, when the structures that do are `binding`.
    fileprivate func binds(given binding: Set<Int>) -> Bool {
        switch self {
        case .number, .decimal, .text, .bytes: true
        case .list(let bounds, let element): bounds != nil || element?.binds(given: binding) ?? false
        case .map(let bounds, let key, let value):
            bounds != nil || key != nil || value?.binds(given: binding) ?? false
        case .structure(let number): binding.contains(number)
        }
    }

    fileprivate func pruned(given binding: Set<Int>) -> ConstraintRule? {
        guard binds(given: binding) else { return nil }
        return switch self {
        case .number, .decimal, .text, .bytes, .structure: self
        case .list(let bounds, let element): .list(bounds, element: element?.pruned(given: binding))
        case .map(let bounds, let key, let value): .map(bounds, key: key, value: value?.pruned(given: binding))
        }
    }
}
