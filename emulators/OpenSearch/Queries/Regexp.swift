/// A regular expression in Lucene's syntax, matched against whole terms without going back.
///
/// Understood: `.` `?` `+` `*` `{n,m}` `|` `( )` `[...]` `"..."` `\`. The optional operators `~ & @ # <>` are refused.
struct RegexpProgram: Sendable {
    enum Step: Sendable {
        case any
        case set([ClosedRange<UInt32>], isNegated: Bool)
        case split(Int, Int)
        case jump(Int)
        case match
    }

    /// Longer programs are refused (`index.max_regex_length` and the states that an automaton may have).
    static let stepsMax = 10_000
    private let steps: [Step]

    /// nil for what is no expression, or asks for too much.
    init?(_ text: String) {
        var parser = RegexpParser(text)
        guard let node = parser.parse() else { return nil }
        var compiler = RegexpCompiler()
        guard compiler.emit(node) else { return nil }
        steps = compiler.steps + [.match]
    }

    /// - Complexity: O(length × steps).
    func matches(_ text: String) -> Bool {
        var current = closure([0])
        for scalar in text.unicodeScalars {
            var next: [Int] = []
            for state in current where accepts(steps[state], scalar.value) { next.append(state + 1) }
            if next.isEmpty { return false }
            current = closure(next)
        }
        return current.contains { if case .match = steps[$0] { true } else { false } }
    }

    private func accepts(_ step: Step, _ value: UInt32) -> Bool {
        switch step {
        case .any: true
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(value) } != isNegated
        default: false
        }
    }

    private func closure(_ states: [Int]) -> [Int] {
        var seen = Set<Int>()
        var stack = states
        var result: [Int] = []
        while let state = stack.popLast() {
            guard seen.insert(state).inserted else { continue }
            switch steps[state] {
            case .split(let left, let right): stack += [left, right]
            case .jump(let target): stack.append(target)
            default: result.append(state)
            }
        }
        return result
    }
}

private indirect enum RegexpNode {
    case empty
    case any
    case set([ClosedRange<UInt32>], isNegated: Bool)
    case sequence([RegexpNode])
    case choice([RegexpNode])
    case repeated(RegexpNode, Int, Int?)
}

private struct RegexpParser {
    private let text: [Unicode.Scalar]
    private var position = 0
    private var depth = 0
    private static let depthMax = 64
    private static let repeatMax = 1000

    init(_ text: String) {
        self.text = Array(text.unicodeScalars)
    }

    mutating func parse() -> RegexpNode? {
        guard let node = choice(), position == text.count else { return nil }
        return node
    }

    private var next: Unicode.Scalar? { position < text.count ? text[position] : nil }

    private mutating func choice() -> RegexpNode? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthMax else { return nil }
        var parts: [RegexpNode] = []
        repeat {
            if !parts.isEmpty { position += 1 }
            guard let part = sequence() else { return nil }
            parts.append(part)
        } while next == "|"
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() -> RegexpNode? {
        var parts: [RegexpNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            guard let part = quantified() else { return nil }
            parts.append(part)
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func quantified() -> RegexpNode? {
        guard var node = atom() else { return nil }
        while let scalar = next {
            switch scalar {
            case "?": node = .repeated(node, 0, 1)
            case "*": node = .repeated(node, 0, nil)
            case "+": node = .repeated(node, 1, nil)
            case "{":
                guard let (low, high) = bounds() else { return nil }
                node = .repeated(node, low, high)
                continue
            default: return node
            }
            position += 1
        }
        return node
    }

    private mutating func bounds() -> (Int, Int?)? {
        guard let end = text[position...].firstIndex(of: "}") else { return nil }
        let parts = String(String.UnicodeScalarView(text[(position + 1)..<end]))
            .split(separator: ",", omittingEmptySubsequences: false)
        position = end + 1
        guard let first = parts.first, let low = Int(first), low <= Self.repeatMax else { return nil }
        guard parts.count == 2 else { return parts.count == 1 ? (low, low) : nil }
        if parts[1].isEmpty { return (low, nil) }
        guard let high = Int(parts[1]), high >= low, high <= Self.repeatMax else { return nil }
        return (low, high)
    }

    private mutating func atom() -> RegexpNode? {
        guard let scalar = next else { return nil }
        position += 1
        switch scalar {
        case ".": return .any
        case "(":
            if next == ")" {
                position += 1
                return .empty
            }
            guard let node = choice(), next == ")" else { return nil }
            position += 1
            return node
        case "[": return set()
        case "\"":
            guard let end = text[position...].firstIndex(of: "\"") else { return nil }
            let literal = text[position..<end].map { RegexpNode.set([$0.value...$0.value], isNegated: false) }
            position = end + 1
            return .sequence(literal)
        case "\\":
            guard let escaped = next else { return nil }
            position += 1
            return Self.shorthand(escaped) ?? .set([escaped.value...escaped.value], isNegated: false)
        case "*", "+", "?", "{", "~", "&", "@", "#", "<", ">": return nil
        default: return .set([scalar.value...scalar.value], isNegated: false)
        }
    }

    private static func shorthand(_ scalar: Unicode.Scalar) -> RegexpNode? {
        let words: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
        let spaces: [ClosedRange<UInt32>] = [0x09...0x0A, 0x0D...0x0D, 0x20...0x20]
        return switch scalar {
        case "d": .set([0x30...0x39], isNegated: false)
        case "D": .set([0x30...0x39], isNegated: true)
        case "w": .set(words, isNegated: false)
        case "W": .set(words, isNegated: true)
        case "s": .set(spaces, isNegated: false)
        case "S": .set(spaces, isNegated: true)
        default: nil
        }
    }

    private mutating func set() -> RegexpNode? {
        let isNegated = next == "^"
        if isNegated { position += 1 }
        var ranges: [ClosedRange<UInt32>] = []
        while let scalar = next, scalar != "]" {
            position += 1
            var low = scalar
            if scalar == "\\" {
                guard let escaped = next else { return nil }
                low = escaped
                position += 1
            }
            var high = low
            if next == "-", position + 1 < text.count, text[position + 1] != "]" {
                high = text[position + 1]
                position += 2
            }
            guard low.value <= high.value else { return nil }
            ranges.append(low.value...high.value)
        }
        guard next == "]" else { return nil }
        position += 1
        return .set(ranges, isNegated: isNegated)
    }
}

private struct RegexpCompiler {
    var steps: [RegexpProgram.Step] = []

    /// - Returns: false when the program grows too long.
    mutating func emit(_ node: RegexpNode) -> Bool {
        guard steps.count < RegexpProgram.stepsMax else { return false }
        switch node {
        case .empty: return true
        case .any: steps.append(.any)
        case .set(let ranges, let isNegated): steps.append(.set(ranges, isNegated: isNegated))
        case .sequence(let parts): for part in parts { guard emit(part) else { return false } }
        case .choice(let parts): return emit(choice: parts[...])
        case .repeated(let node, let low, let high): return emit(repeated: node, low, high)
        }
        return true
    }

    private mutating func emit(choice parts: ArraySlice<RegexpNode>) -> Bool {
        guard let first = parts.first else { return true }
        guard parts.count > 1 else { return emit(first) }
        let split = steps.count
        steps.append(.match)
        guard emit(first) else { return false }
        let jump = steps.count
        steps.append(.match)
        steps[split] = .split(split + 1, steps.count)
        guard emit(choice: parts.dropFirst()) else { return false }
        steps[jump] = .jump(steps.count)
        return true
    }

    private mutating func emit(repeated node: RegexpNode, _ low: Int, _ high: Int?) -> Bool {
        for _ in 0..<low { guard emit(node) else { return false } }
        guard let high else {
            let split = steps.count
            steps.append(.match)
            guard emit(node) else { return false }
            steps.append(.jump(split))
            steps[split] = .split(split + 1, steps.count)
            return true
        }
        var splits: [Int] = []
        for _ in low..<max(low, high) {
            splits.append(steps.count)
            steps.append(.match)
            guard emit(node) else { return false }
        }
        for split in splits { steps[split] = .split(split + 1, steps.count) }
        return true
    }
}
