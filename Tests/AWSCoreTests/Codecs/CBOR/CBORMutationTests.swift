import AWSCore
import TestSupport
import Testing

/// Damaged CBOR is read or refused, and what is read is written so that it reads the same again.
@Suite struct CBORMutationTests {
    static let roundsCount = 8000

    static let corpus =
        CBORCodecTests.shortest.map { CBORCodecTests.bytes($0.hexadecimal) }
        + CBORCodecTests.readable.map { CBORCodecTests.bytes($0.hexadecimal) }
        + CBORCodecTests.shaped.map { CBORCodecTests.bytes($0.hexadecimal) }

    @Test(arguments: [Shape.document, CBORCodecTests.shape])
    func survives(_ shape: Shape) throws {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        for round in 0..<Self.roundsCount {
            let bytes = generator.mutated(Self.corpus[round % Self.corpus.count])
            guard let document = try? CBORCodec.read(bytes, as: shape) else { continue }
            let written = try CBORCodec.bytes(of: document, as: shape)
            let again = try CBORCodec.read(written, as: shape)
            #expect(
                try CBORCodec.bytes(of: again, as: shape) == written, "seed \(SeededGenerator.seed), round \(round)")
        }
    }
}
