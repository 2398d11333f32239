import AWSCore
import TestSupport
import Testing

/// Damaged forms are read or refused, and what is read settles after being written a few times.
///
/// Empty structures and maps leave no trace in a form, so that a document may lose one level of them each time.
@Suite struct QueryMutationTests {
    static let roundsCount = 4000
    static let generationsMax = 8

    static let corpus =
        QueryFormTests.pairs.map { "Action=Do&Version=1\($0.form)" } + QueryFormTests.readable.map(\.form)

    @Test func survives() throws {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        for round in 0..<Self.roundsCount {
            let bytes = generator.mutated(Array(Self.corpus[round % Self.corpus.count].utf8))
            guard var document = try? QueryFormTests.read(String(decoding: bytes, as: UTF8.self)) else { continue }
            var isSettled = false
            for _ in 0..<Self.generationsMax where !isSettled {
                let items = try QueryFormWriter.items(action: "", version: "", input: document, QueryFormTests.node)
                let again = try QueryFormReader.read(items, QueryFormTests.node)
                isSettled = again == document
                document = again
            }
            #expect(isSettled, "seed \(SeededGenerator.seed), round \(round)")
        }
    }
}
