/// Two paths of one projection or update must not reach into each other.
struct PathRules {
    let kind: ExpressionKind

    /// - Throws: for the first path that overlaps an earlier one; else for the first that contradicts an earlier one
    ///   (a map for the one, a list for the other).
    /// - Complexity: O(n²) in the paths, of which 4 KB hold some two thousand.
    func check(_ paths: [DocumentPath]) throws(ValidationFailure) {
        var conflict: ValidationFailure?
        var byAttribute: [String: [DocumentPath]] = [:]
        for path in paths {
            for earlier in byAttribute[path.attribute, default: []] {
                switch relation(earlier, path) {
                case .apart: continue
                case .overlap: throw failure("overlap", earlier, path)
                case .conflict: conflict = conflict ?? failure("conflict", earlier, path)
                }
            }
            byAttribute[path.attribute, default: []].append(path)
        }
        if let conflict { throw conflict }
    }

    private enum Relation {
        case apart
        case overlap
        case conflict
    }

    private func relation(_ first: DocumentPath, _ second: DocumentPath) -> Relation {
        for (left, right) in zip(first.elements, second.elements) where left != right {
            switch (left, right) {
            case (.attribute, .index), (.index, .attribute): return .conflict
            default: return .apart
            }
        }
        return .overlap
    }

    private func failure(_ verb: String, _ first: DocumentPath, _ second: DocumentPath) -> ValidationFailure {
        kind.failure(
            "Two document paths \(verb) with each other; must remove or rewrite one of these paths; "
                + "path one: \(first), path two: \(second)")
    }
}
