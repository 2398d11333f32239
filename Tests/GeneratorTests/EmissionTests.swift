import AWSCore
import GenerateServices
import Testing

/// The shapes that are hardest to say in Swift, from models small enough to read.
@Suite struct EmissionTests {
    /// The text of all files for a service of one operation, `Act`, whose input has `members`.
    static func text(_ members: Document, _ shapes: [String: Document], closed: Set<String> = []) throws -> String {
        var definitions = [Document.Entry("ActInput", ["type": "structure", "members": members])]
        definitions += shapes.sorted { $0.key < $1.key }.map { Document.Entry($0.key, $0.value) }
        let model: Document = [
            "metadata": [
                "apiVersion": "2020-01-01", "endpointPrefix": "test", "serviceId": "T", "protocol": "rest-json",
            ],
            "operations": ["Act": ["name": "Act", "input": ["shape": "ActInput"]]],
            "shapes": .object(Document.Object(definitions)),
        ]
        let service = ServiceSelection(
            plain: "test", name: "Test", iamPrefix: "test", operations: nil, closedUnions: closed)
        return try Generator.files(of: service, model: model).map(\.text).joined()
    }

    @Test func aStructureThatHoldsItselfIsBoxed() throws {
        let text = try Self.text(
            ["filter": ["shape": "Filter"]],
            [
                "Filter": ["type": "structure", "members": ["not": ["shape": "Filter"], "all": ["shape": "Filters"]]],
                "Filters": ["type": "list", "member": ["shape": "Filter"]],
            ])
        #expect(text.contains("@Indirect public var not: Filter?\n"))
        #expect(text.contains("        public var all: [Filter]?\n"))
        #expect(text.contains("        public var filter: Filter?\n"))
    }

    @Test func aUnionOnTheWayRoundIsBoxedInsteadOfTheStructure() throws {
        let text = try Self.text(
            ["node": ["shape": "Node"]],
            [
                "Node": ["type": "structure", "members": ["body": ["shape": "Body"]]],
                "Body": [
                    "type": "structure", "union": true, "members": ["node": ["shape": "Node"], "text": ["shape": "S"]],
                ],
                "S": ["type": "string"],
            ])
        #expect(text.contains("indirect case node(Node)\n"))
        #expect(text.contains("        case text(String)\n"))
        #expect(!text.contains("@Indirect"))
    }

    @Test func unionsStayOpenUnlessTheyAreClosed() throws {
        let shapes: [String: Document] = [
            "U": ["type": "structure", "union": true, "members": ["default": ["shape": "S"]]], "S": ["type": "string"],
        ]
        let open = try Self.text(["u": ["shape": "U"]], shapes)
        #expect(open.contains("case `default`(String)\n"))
        #expect(open.contains("case sdkUnknown(String)\n"))
        #expect(!(try Self.text(["u": ["shape": "U"]], shapes, closed: ["U"])).contains("sdkUnknown"))
    }

    @Test func eventStreamsLeaveTheirExceptionsToBeThrown() throws {
        let text = try Self.text(
            ["stream": ["shape": "Events"]],
            [
                "Events": [
                    "type": "structure", "eventstream": true,
                    "members": ["chunk": ["shape": "Chunk"], "broken": ["shape": "BrokenException"]],
                ],
                "Chunk": [
                    "type": "structure", "event": true, "members": ["bytes": ["shape": "B", "eventpayload": true]],
                ],
                "B": ["type": "blob"],
                "BrokenException": ["type": "structure", "members": [:], "exception": true],
            ])
        #expect(text.contains("public struct ActInput: EventStreamStructure {"))
        #expect(text.contains("public var stream: EventStream<Events>\n"))
        #expect(text.contains("public var eventStream: EventStream<Events> {"))
        #expect(text.contains("        case chunk(Chunk)\n"))
        #expect(!text.contains("case broken("))
        #expect(text.contains(#"Member("broken", .structure { BrokenException.schema }),"#))
        #expect(text.contains(#"[Member("bytes", .blob(), at: .payload)]"#))
    }

    @Test func aMemberCalledDocumentMakesRoomForTheProtocols() throws {
        let text = try Self.text(["document": ["shape": "S"]], ["S": ["type": "string"]])
        #expect(text.contains("public var documentValue: String?\n"))
        #expect(text.contains(#"members.put("document", documentValue)"#))
    }

    @Test func patternsKeepTheirBackslashesAndLongOnesAreBroken() throws {
        let pattern = String(repeating: #"[\w"\\]"#, count: 20)
        let text = try Self.text(
            ["name": ["shape": "Name"]], ["Name": ["type": "string", "pattern": .string(pattern), "min": 1]])
        let pieces = text.split(separator: "#\"").dropFirst().map { $0.split(separator: "\"#")[0] }
        #expect(pieces.joined() == pattern)
        #expect(pieces.count > 1)
    }

    @Test func clashingNamesAreRefused() {
        #expect(throws: GeneratorError.self) {
            try Self.text(
                ["a": ["shape": "Type"]], ["Type": ["type": "structure", "members": [:]]])
        }
        #expect(throws: GeneratorError.self) {
            try Self.text(
                ["a": ["shape": "Part"], "b": ["shape": "part"]],
                ["Part": ["type": "structure", "members": [:]], "part": ["type": "structure", "members": [:]]])
        }
    }
}
