/// Runs a program on a text: depth first, but never twice the same instruction at the same place.
struct PatternMatcher {
    /// Instructions tried and characters looked at: a text that takes more counts as not matching. Texts of the
    /// lengths that models allow take far less.
    private static let stepsMax = 1 << 22

    private let program: PatternProgram
    private let scalars: UnsafeBufferPointer<UInt32>
    private let endsAtEnd: Bool
    private var visited: [UInt64]
    private var steps = 0
    /// Where to go on when this way fails: an instruction, and the places at which to try it, the last first.
    private var choices: [(instruction: Int, first: Int, last: Int)] = []

    static func matches(
        _ program: PatternProgram, _ scalars: UnsafeBufferPointer<UInt32>, from start: Int, wholly: Bool
    ) -> Bool {
        let visits = program.instructions.count.multipliedReportingOverflow(by: scalars.count + 1)
        guard !visits.overflow, visits.partialValue <= stepsMax else { return false }
        var matcher = PatternMatcher(program, scalars, visits: visits.partialValue, endsAtEnd: wholly)
        return matcher.run(from: start)
    }

    private init(
        _ program: PatternProgram, _ scalars: UnsafeBufferPointer<UInt32>, visits: Int, endsAtEnd: Bool
    ) {
        self.program = program
        self.scalars = scalars
        self.endsAtEnd = endsAtEnd
        visited = [UInt64](repeating: 0, count: visits / 64 + 1)
    }

    private mutating func run(from start: Int) -> Bool {
        choices.append((0, start, start))
        while let choice = choices.popLast() {
            if choice.last > choice.first { choices.append((choice.instruction, choice.first, choice.last - 1)) }
            if follow(choice.instruction, at: choice.last) { return true }
        }
        return false
    }

    /// Follows one way until it matches or fails.
    private mutating func follow(_ instruction: Int, at place: Int) -> Bool {
        var (instruction, place) = (instruction, place)
        while visit(instruction, place) {
            switch program.instructions[instruction] {
            case .match:
                if !endsAtEnd || place == scalars.count { return true }
                return false
            case .run(let set, let min, let max):
                guard let end = end(ofRunFrom: place, program.sets[set], min: min, max: max) else { return false }
                if end > place + min { choices.append((instruction + 1, place + min, end - 1)) }
                place = end
                instruction += 1
            case .split(let first, let second):
                choices.append((second, place, place))
                instruction = first
            case .jump(let target): instruction = target
            case .start:
                guard place == 0 else { return false }
                instruction += 1
            case .end:
                guard place == scalars.count else { return false }
                instruction += 1
            case .wordBoundary(let isNegated):
                guard isWordBoundary(place) != isNegated else { return false }
                instruction += 1
            case .look(let program, let length, let isNegated):
                guard looks(program, at: place, back: length) != isNegated else { return false }
                instruction += 1
            }
        }
        return false
    }

    /// False when it was tried before, and so failed.
    private mutating func visit(_ instruction: Int, _ place: Int) -> Bool {
        let bit = instruction * (scalars.count + 1) + place
        let mask: UInt64 = 1 << UInt64(bit & 63)
        guard visited[bit >> 6] & mask == 0 else { return false }
        visited[bit >> 6] |= mask
        return true
    }

    private mutating func end(ofRunFrom place: Int, _ set: ScalarSet, min: Int, max: Int) -> Int? {
        guard steps <= Self.stepsMax else { return nil }
        var end = place
        while end < scalars.count, end - place < max, set.contains(scalars[end]) { end += 1 }
        steps += end - place
        return end - place < min ? nil : end
    }

    private func isWordBoundary(_ place: Int) -> Bool {
        let before = place > 0 && ScalarSet.words.contains(scalars[place - 1])
        let after = place < scalars.count && ScalarSet.words.contains(scalars[place])
        return before != after
    }

    /// Looking back, the program begins its fixed length earlier and so ends here by itself.
    private func looks(_ program: PatternProgram, at place: Int, back length: Int?) -> Bool {
        guard let length else { return Self.matches(program, scalars, from: place, wholly: false) }
        return place >= length && Self.matches(program, scalars, from: place - length, wholly: false)
    }
}
