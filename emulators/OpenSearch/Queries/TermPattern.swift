/// A pattern that whole terms match.
struct TermPattern: Sendable {
    enum Kind: Sendable {
        case prefix(String)
        case wildcard([Unicode.Scalar?], hasAny: [Bool])
        case regexp(RegexpProgram)
        case range(lower: String?, upper: String?, includesLower: Bool, includesUpper: Bool)
    }

    let kind: Kind
    let ignoresCase: Bool
    /// What every matching term begins with.
    let prefix: String

    static func prefix(_ prefix: String, ignoresCase: Bool = false) -> TermPattern {
        TermPattern(
            kind: .prefix(ignoresCase ? Lowercase.of(prefix) : prefix), ignoresCase: ignoresCase,
            prefix: ignoresCase ? "" : prefix)
    }

    /// `*` stands for any text, `?` for one character, `\` before either for itself.
    static func wildcard(_ pattern: String, ignoresCase: Bool = false) -> TermPattern {
        // One entry a step: nil for any character; `hasAny` says that any text may stand before it.
        var steps: [Unicode.Scalar?] = []
        var hasAny: [Bool] = []
        var isAny = false
        var isEscaped = false
        var prefix = String.UnicodeScalarView()
        var isLiteral = !ignoresCase
        for scalar in (ignoresCase ? Lowercase.of(pattern) : pattern).unicodeScalars {
            if !isEscaped, scalar == "\\" {
                isEscaped = true
                continue
            }
            if !isEscaped, scalar == "*" {
                isAny = true
                isLiteral = false
                continue
            }
            let isOne = !isEscaped && scalar == "?"
            if isOne { isLiteral = false }
            if isLiteral { prefix.append(scalar) }
            steps.append(isOne ? nil : scalar)
            hasAny.append(isAny)
            (isAny, isEscaped) = (false, false)
        }
        hasAny.append(isAny)
        return TermPattern(kind: .wildcard(steps, hasAny: hasAny), ignoresCase: ignoresCase, prefix: String(prefix))
    }

    static func regexp(_ program: RegexpProgram, ignoresCase: Bool) -> TermPattern {
        TermPattern(kind: .regexp(program), ignoresCase: ignoresCase, prefix: "")
    }

    static func range(lower: String?, upper: String?, includesLower: Bool, includesUpper: Bool) -> TermPattern {
        TermPattern(
            kind: .range(lower: lower, upper: upper, includesLower: includesLower, includesUpper: includesUpper),
            ignoresCase: false, prefix: "")
    }

    func matches(_ term: String) -> Bool {
        let term = ignoresCase ? Lowercase.of(term) : term
        switch kind {
        case .prefix(let prefix): return term.utf8.starts(with: prefix.utf8)
        case .wildcard(let steps, let hasAny): return Self.matches(steps, hasAny, Array(term.unicodeScalars))
        case .regexp(let program): return program.matches(term)
        case .range(let lower, let upper, let includesLower, let includesUpper):
            if let lower, TermOrder.precedes(term, lower) || (!includesLower && term == lower) { return false }
            if let upper, TermOrder.precedes(upper, term) || (!includesUpper && term == upper) { return false }
            return true
        }
    }

    /// - Complexity: O(n·m), going back to the last `*` alone.
    private static func matches(_ steps: [Unicode.Scalar?], _ hasAny: [Bool], _ text: [Unicode.Scalar]) -> Bool {
        var (step, index) = (0, 0)
        var retry: (step: Int, index: Int)?
        while true {
            if hasAny[step], retry?.step != step { retry = (step, index) }
            if step == steps.count {
                if index == text.count || hasAny[step] { return true }
            } else if index < text.count, steps[step] == nil || steps[step] == text[index] {
                step += 1
                index += 1
                continue
            }
            guard let last = retry, last.index < text.count else { return false }
            retry = (last.step, last.index + 1)
            (step, index) = (last.step, last.index + 1)
        }
    }
}
