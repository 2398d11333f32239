import AWSCore
import YAMLFiles
import Yams

/// Reads what stands under `expect`.
enum PatternReader {
    static let operators = ["contains", "matches", "min", "max", "length", "each", "absent", "not", "equals"]

    static func read(_ value: YAMLValue, depth: Int = 0) throws(ScenarioMistake) -> Pattern {
        guard depth < YAMLValue.depthMax else { throw value.mistake("expectations nest too deeply") }
        switch value.node {
        case .scalar, .alias: return .equals(try value.document())
        case .sequence:
            var patterns: [Pattern] = []
            for element in try value.list("this") { patterns.append(try read(element, depth: depth + 1)) }
            return .list(patterns)
        case .mapping:
            let mapping = try value.mapping("an expectation")
            let used = mapping.entries.filter { operators.contains($0.name) }
            guard !used.isEmpty else { return try members(mapping, depth) }
            guard used.count == mapping.entries.count else {
                throw value.mistake(
                    "an expectation names members, or says \(operators.joined(separator: ", ")): not both")
            }
            var patterns: [Pattern] = []
            for entry in used { patterns.append(try operation(entry.name, entry.value, depth)) }
            return patterns.count == 1 ? patterns[0] : .all(patterns)
        }
    }

    private static func members(_ mapping: YAMLMapping, _ depth: Int) throws(ScenarioMistake) -> Pattern {
        var members: [Pattern.Member] = []
        for entry in mapping.entries {
            members.append(Pattern.Member(entry.name, try read(entry.value, depth: depth + 1)))
        }
        return .members(members)
    }

    private static func operation(
        _ name: String, _ value: YAMLValue, _ depth: Int
    ) throws(ScenarioMistake) -> Pattern {
        switch name {
        case "contains": try contains(value, depth)
        case "matches": .matches(try value.text("`matches`"))
        case "min": .min(try number(value, name))
        case "max": .max(try number(value, name))
        case "length": .length(try read(value, depth: depth + 1))
        case "each": .each(try read(value, depth: depth + 1))
        case "absent": .absent(try value.bool("`absent`"))
        case "not": .not(try read(value, depth: depth + 1))
        default: .equals(try value.document())
        }
    }

    /// A list says several things that must all be there.
    private static func contains(_ value: YAMLValue, _ depth: Int) throws(ScenarioMistake) -> Pattern {
        guard case .sequence = value.node else { return .contains(try read(value, depth: depth + 1)) }
        var parts: [Pattern] = []
        for part in try value.list("`contains`") { parts.append(.contains(try read(part, depth: depth + 1))) }
        return .all(parts)
    }

    private static func number(_ value: YAMLValue, _ name: String) throws(ScenarioMistake) -> Double {
        guard let number = try value.document().double else { throw value.mistake("`\(name)` is a number") }
        return number
    }
}
