/// A pattern as instructions for ``PatternMatcher``.
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        /// `min` to `max` characters of a set; most of any pattern is this.
        case run(set: Int, min: Int, max: Int)
        /// Goes on at the first, and at the second when that fails.
        case split(Int, Int)
        case jump(Int)
        case start
        case end
        case wordBoundary(isNegated: Bool)
        /// Goes on when another program matches here, or does not. `length`: how far back it begins; nil looks ahead.
        case look(PatternProgram, length: Int?, isNegated: Bool)
        case match
    }

    private static let instructionsMax = 20_000

    private(set) var instructions: [Instruction] = []
    private(set) var sets: [ScalarSet] = []

    /// nil when the pattern would take too many instructions, or looks back over no fixed length.
    init?(_ node: PatternNode) {
        guard emit(node) else { return nil }
        instructions.append(.match)
    }

    private mutating func emit(_ node: PatternNode) -> Bool {
        guard instructions.count < Self.instructionsMax else { return false }
        switch node {
        case .set(let set): emitRun(of: set, min: 1, max: 1)
        case .sequence(let nodes): return nodes.allSatisfy { emit($0) }
        case .choice(let nodes): return emitChoice(nodes[...])
        case .repeated(.set(let set), let min, let max): emitRun(of: set, min: min, max: max ?? .max)
        case .repeated(let node, let min, let max): return emitRepetition(of: node, min: min, max: max)
        case .start: instructions.append(.start)
        case .end: instructions.append(.end)
        case .wordBoundary(let isNegated): instructions.append(.wordBoundary(isNegated: isNegated))
        case .lookaround(let node, let isAhead, let isNegated):
            guard let program = PatternProgram(node), isAhead || node.length != nil else { return false }
            instructions.append(.look(program, length: isAhead ? nil : node.length, isNegated: isNegated))
        }
        return true
    }

    private mutating func emitRun(of set: ScalarSet, min: Int, max: Int) {
        instructions.append(.run(set: sets.count, min: min, max: max))
        sets.append(set)
    }

    private mutating func emitChoice(_ nodes: ArraySlice<PatternNode>) -> Bool {
        guard let first = nodes.first else { return true }
        if nodes.count == 1 { return emit(first) }
        let split = reserve()
        guard emit(first) else { return false }
        let jump = reserve()
        instructions[split] = .split(split + 1, instructions.count)
        guard emitChoice(nodes.dropFirst()) else { return false }
        instructions[jump] = .jump(instructions.count)
        return true
    }

    private mutating func emitRepetition(of node: PatternNode, min: Int, max: Int?) -> Bool {
        for _ in 0..<min where !emit(node) { return false }
        guard let max else {
            let split = reserve()
            guard emit(node) else { return false }
            instructions.append(.jump(split))
            instructions[split] = .split(split + 1, instructions.count)
            return true
        }
        var splits: [Int] = []
        for _ in min..<max {
            splits.append(reserve())
            guard emit(node) else { return false }
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
        return true
    }

    /// The place of an instruction that is not known yet.
    private mutating func reserve() -> Int {
        instructions.append(.match)
        return instructions.count - 1
    }
}

extension PatternNode {
    /// In characters, where all texts that the node matches are equally long.
    fileprivate var length: Int? {
        switch self {
        case .set: return 1
        case .start, .end, .wordBoundary, .lookaround: return 0
        case .sequence(let nodes):
            return nodes.reduce(0) { sum, node in sum.flatMap { sum in node.length.map { sum + $0 } } }
        case .choice(let nodes):
            let lengths = Set(nodes.map(\.length))
            return lengths.count == 1 ? lengths.first ?? nil : nil
        case .repeated(let node, let min, let max):
            return min == max ? node.length.map { $0 * min } : nil
        }
    }
}
