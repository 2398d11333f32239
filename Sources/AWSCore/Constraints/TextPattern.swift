/// A regular expression of a service model, against which whole texts are held.
///
/// No instruction is tried twice at the same character, since models hold patterns on which engines that only
/// backtrack take exponential time; and the work on one text is limited.
package struct TextPattern: Sendable {
    private let program: PatternProgram

    /// nil for a pattern that uses more of Java's regular expressions than is known here.
    package init?(_ pattern: String) {
        guard let program = PatternParser.parse(pattern).flatMap({ PatternProgram($0) }) else { return nil }
        self.program = program
    }

    /// Whether all of `text` matches, as Java's `matches()` has it.
    package func matches(_ text: String) -> Bool {
        if case .run(let set, let min, let max) = program.instructions[0], program.instructions.count == 2 {
            return Self.isRun(text, of: program.sets[set], min...max)
        }
        let scalars = text.unicodeScalars.map(\.value)
        return scalars.withUnsafeBufferPointer { scalars in
            PatternMatcher.matches(program, scalars, from: 0, wholly: true)
        }
    }

    /// The commonest pattern of all, `[a-zA-Z0-9_.-]+`, needs no more than a look at each character.
    private static func isRun(_ text: String, of set: ScalarSet, _ counts: ClosedRange<Int>) -> Bool {
        var count = 0
        for scalar in text.unicodeScalars {
            guard set.contains(scalar.value) else { return false }
            count += 1
        }
        return counts.contains(count)
    }
}
