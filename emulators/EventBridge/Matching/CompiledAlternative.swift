/// One alternative of one rule's pattern, its paths as numbers.
struct CompiledAlternative: Sendable {
    /// The rule, as its owner counts it.
    let rule: Int
    let demands: [(path: Int, tests: [ValueTest])]

    /// Whether the event meets all demands with values that can stand together: two values from different elements of
    /// one array cannot.
    func isMet(by fields: EventFields) -> Bool {
        var steps: [ArrayStep] = []
        for (path, tests) in demands {
            let values = fields.values[path]
            if values.isEmpty {
                guard tests.contains(.absent) else { return false }
                continue
            }
            let passing = values.filter { value in tests.contains { $0.isMet(by: value) } }
            if passing.contains(where: \.places.isEmpty) { continue }
            let isAbsenceEnough = tests.contains(.absent)
            if passing.isEmpty, !isAbsenceEnough { return false }
            steps.append(
                ArrayStep(
                    options: passing.map(\.places), present: isAbsenceEnough ? values.map(\.places) : nil))
        }
        if let only = steps.first, steps.count == 1 { return !only.options.isEmpty }
        return ArrayStep.canBeTaken(steps)
    }
}

/// A demand on values that stand in arrays.
struct ArrayStep: Sendable {
    /// Where the values stand that meet the demand.
    let options: [[ArrayPlace]]
    /// Where it is not enough that the elements chosen before have no such field: all places that have it. Nil where
    /// absence does not meet the demand.
    let present: [[ArrayPlace]]?

    /// Whether one option of each can be chosen so that no two stand in different elements of one array.
    ///
    /// Of the choices so far only the arrays matter in which later ones stand, so that events with many long arrays do
    /// not multiply them.
    static func canBeTaken(_ steps: [ArrayStep]) -> Bool {
        var chosen: Set<[ArrayPlace]> = [[]]
        for (index, step) in steps.enumerated() {
            let later = Set(steps[(index + 1)...].flatMap { ($0.options + ($0.present ?? [])).joined().map(\.array) })
            var next: Set<[ArrayPlace]> = []
            for choice in chosen {
                for joined in step.joined(with: choice) {
                    next.insert(joined.filter { later.contains($0.array) }.sorted { $0.array < $1.array })
                }
            }
            if next.isEmpty { return false }
            chosen = next
        }
        return true
    }

    private func joined(with choice: [ArrayPlace]) -> [[ArrayPlace]] {
        var joined = options.compactMap { Self.join(choice, $0) }
        if let present, present.allSatisfy({ Self.join(choice, $0) == nil }) { joined.append(choice) }
        return joined
    }

    private static func join(_ left: [ArrayPlace], _ right: [ArrayPlace]) -> [ArrayPlace]? {
        var joined = left
        for place in right {
            if let known = left.first(where: { $0.array == place.array }) {
                if known.element != place.element { return nil }
            } else {
                joined.append(place)
            }
        }
        return joined
    }
}
