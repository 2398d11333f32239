/// The constraints on a structure and on all that it contains, without what the model demands nothing of.
///
/// Structures refer to each other by number, since they may contain themselves.
struct ConstraintPlan: Sendable {
    struct StructureRules: Sendable {
        let members: [MemberRule]
    }

    struct MemberRule: Sendable {
        let name: String
        let isRequired: Bool
        let isSensitive: Bool
        let rule: ConstraintRule?

        /// As it stands in paths: `tableName`.
        var pathName: String { ConstraintPlan.pathName(name) }
    }

    let structures: [StructureRules]
    /// False when a value whose types hold, so that nothing required is missing, can break nothing.
    let demandsMoreThanPresence: Bool

    init(structures: [StructureRules]) {
        self.structures = structures
        demandsMoreThanPresence = structures.contains { structure in
            structure.members.contains { $0.rule?.demandsByItself ?? false }
        }
    }

    static func pathName(_ name: String) -> String {
        name.prefix(1).lowercased() + name.dropFirst()
    }
}

/// What the model demands of one value.
indirect enum ConstraintRule: Sendable {
    case number(Bounds)
    case decimal(ClosedRange<Double>)
    case text(TextRule)
    case bytes(Bounds)
    case list(Bounds?, element: ConstraintRule?)
    case map(Bounds?, key: TextRule?, value: ConstraintRule?)
    /// The number of the structure in the plan.
    case structure(Int)
}

struct TextRule: Sendable {
    let length: Bounds?
    let pattern: String?
    /// nil also for a pattern that this program cannot read, which then any text satisfies.
    let matcher: TextPattern?
    let values: [String]?
    let valueSet: Set<String>

    /// nil when `constraints` demand nothing.
    init?(_ constraints: StringConstraints?) {
        guard let constraints, constraints.length != nil || constraints.pattern != nil || constraints.values != nil
        else { return nil }
        length = constraints.length
        pattern = constraints.pattern
        matcher = constraints.pattern.flatMap { TextPattern($0) }
        values = constraints.values.map { RecordedValueSets.order(of: $0) }
        valueSet = Set(constraints.values ?? [])
    }
}

extension ConstraintRule {
    /// Whether the rule demands something that no structure within does.
    fileprivate var demandsByItself: Bool {
        switch self {
        case .number, .decimal, .text, .bytes: true
        case .list(let bounds, let element): bounds != nil || element?.demandsByItself ?? false
        case .map(let bounds, let key, let value): bounds != nil || key != nil || value?.demandsByItself ?? false
        case .structure: false
        }
    }
}
