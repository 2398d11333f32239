import Synchronization

extension StructureSchema {
    /// Whether anything reachable from here demands more than to be there.
    ///
    /// Found out once per schema by walking the graph of its members, then remembered.
    var isConstrained: Bool {
        switch constraintState.load(ordering: .relaxed) {
        case Self.constrained: return true
        case Self.unconstrained: return false
        default:
            var seen: Set<ObjectIdentifier> = []
            let found = demands(seen: &seen)
            constraintState.store(found ? Self.constrained : Self.unconstrained, ordering: .relaxed)
            return found
        }
    }

    private static let constrained: UInt8 = 2
    private static let unconstrained: UInt8 = 1

    private func demands(seen: inout Set<ObjectIdentifier>) -> Bool {
        guard seen.insert(ObjectIdentifier(self)).inserted else { return false }
        for member in members where Self.demands(member.shape, seen: &seen) { return true }
        return false
    }

    private static func demands(_ shape: Shape, seen: inout Set<ObjectIdentifier>) -> Bool {
        if !ConstraintRule.rules(of: shape).isEmpty { return true }
        switch shape {
        case .structure(let schema): return schema().demands(seen: &seen)
        case .list(let list): return demands(list.element, seen: &seen)
        case .map(let map): return demands(map.key, seen: &seen) || demands(map.value, seen: &seen)
        default: return false
        }
    }
}
