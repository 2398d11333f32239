import AWSCore
import EventBridgeEmulator
import Foundation
import Testing

/// 1,224 patterns and events with the verdicts and words of AWS and of event-ruler; see Fixtures/README.md.
@Suite struct PatternVectorTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let id: String
        let event: String
        let pattern: String
        let expected: String
        let message: String?

        var testDescription: String { id }
    }

    static let vectors: [Vector] = {
        guard let url = Bundle.module.url(forResource: "vectors", withExtension: "json", subdirectory: "Fixtures"),
            let data = try? Data(contentsOf: url), let document = try? Document(json: Array(data))
        else { return [] }
        return (document["vectors"]?.list ?? []).map { vector in
            let isWrapped = vector["wrap"]?.bool ?? false
            func text(_ name: String) -> String {
                let text = vector[name]?.string ?? ""
                return isWrapped ? #"{"detail":\#(text)}"# : text
            }
            return Vector(
                id: vector["id"]?.string ?? "", event: text("event"), pattern: text("pattern"),
                expected: vector["expect"]?.string ?? "", message: vector["message"]?.string)
        }
    }()

    @Test func thereAreAllOfThem() {
        #expect(Self.vectors.count == 1224)
    }

    @Test func verdictsAndWordsAreAWSs() {
        for vector in Self.vectors {
            let verdict = Probe.test(pattern: vector.pattern, event: vector.event)
            switch verdict {
            case .match: #expect(vector.expected == "match", "\(vector.id)")
            case .noMatch: #expect(vector.expected == "nomatch", "\(vector.id)")
            case .error(let message):
                #expect(vector.expected == "error", "\(vector.id): \(message)")
                let first = message.prefix { $0 != "\n" }
                // The place inside a mismatched bracket's message depends on the text, which is wrapped here.
                if let expected = vector.message, !expected.contains("[Source") || vector.pattern.first != " " {
                    #expect(first == "Event pattern is not valid. Reason: \(expected)", "\(vector.id)")
                }
            }
        }
    }

    /// All patterns that compile in one matcher: an index must find exactly what each pattern finds by itself.
    @Test func theIndexAgreesWithEachPatternAlone() {
        let good = Self.vectors.filter { $0.expected != "error" }
        let matcher = Probe.Matcher(good.map(\.pattern))
        for (index, vector) in good.enumerated() {
            let found = matcher.matches(vector.event).contains(index)
            #expect(found == (vector.expected == "match"), "\(vector.id)")
        }
    }
}
