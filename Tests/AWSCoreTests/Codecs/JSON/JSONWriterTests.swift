import AWSCore
import Testing

@Suite struct JSONWriterTests {
    @Test func escapesOnlyWhatItMust() {
        let text: Document = "a\"b\\c/d\u{8}\t\n\u{C}\r\u{1}\u{1F}\u{7F}é日\u{1F600}"
        #expect(text.jsonText() == "\"a\\\"b\\\\c/d\\b\\t\\n\\f\\r\\u0001\\u001f\u{7F}é日\u{1F600}\"")
    }

    @Test func aUnionsUnknownMemberIsReadForItsNameAndNotWritten() throws {
        let union = Shape.structure { StructureSchema("One", [Member("left", .string())], isUnion: true) }
        let body = RESTJSONBody()
        let later = try body.decode(Array(#"{"later":{}}"#.utf8), as: union, payload: nil)
        #expect(later == ["later": [:]])
        #expect(throws: WireError.unexpectedType(expected: "member of One", at: "later")) {
            try body.encode(later, as: union, payload: nil)
        }
    }

    @Test func keepsOrderUnlessToldToSort() {
        let value: Document = ["b": [1, nil], "a": ["z": true, "y": [:]], "B": []]
        #expect(value.jsonText() == #"{"b":[1,null],"a":{"z":true,"y":{}},"B":[]}"#)
        #expect(value.jsonText(.sorted) == #"{"B":[],"a":{"y":{},"z":true},"b":[1,null]}"#)
    }

    @Test func laysOutForPeople() {
        let value: Document = ["b": [1, ["x": 2]], "a": [:], "c": []]
        #expect(
            value.jsonText(.pretty) == """
                {
                  "a": {},
                  "b": [
                    1,
                    {
                      "x": 2
                    }
                  ],
                  "c": []
                }
                """)
    }

    @Test func writesWhatJSONHasNoTypeFor() {
        let value: Document = [
            "n": .number(Number(text: "-Infinity")), "b": .blob([0, 1, 2]),
            "t": .timestamp(Timestamp(seconds: 1_422_172_800, nanoseconds: 500_000_000)),
            "d": .number(Number(text: "1234567890123456789012345678901234567.8")),
        ]
        #expect(
            value.jsonText()
                == #"{"n":"-Infinity","b":"AAEC","t":1422172800.5,"d":1234567890123456789012345678901234567.8}"#)
    }

    /// Through awsJson, the plainest user of shapes.
    private func write(_ value: Document) async throws -> String {
        let operation = OperationSchema("Op", input: JSONParserTests.schema, output: .unit, iamAction: "")
        let request = try AWSJSONProtocol(.v1_0).request(for: operation, of: .json, input: value)
        return String(decoding: try await request.body.collect(bytesMax: 1 << 16), as: UTF8.self)
    }

    @Test func writesByShape() async throws {
        let instant = Document.timestamp(Timestamp(seconds: 1_422_172_800))
        let value: Document = [
            "Inner": ["Name": nil], "T": instant, "Date": instant, "Http": instant, "L": ["a", nil],
            "Sparse": ["a", nil], "M": ["x": 1, "y": nil], "SparseMap": ["y": nil], "B": .blob([0xFF]), "S": nil,
            "F": .number(Number(text: "NaN")),
        ]
        #expect(
            try await write(value)
                == #"{"innerOnTheWire":{},"T":1422172800,"Date":"2015-01-25T08:00:00Z","#
                + #""Http":"Sun, 25 Jan 2015 08:00:00 GMT","L":["a"],"Sparse":["a",null],"M":{"x":1},"#
                + #""SparseMap":{"y":null},"B":"/w==","F":"NaN"}"#)
    }

    static let mismatches: [(value: Document, error: WireError)] = [
        (["S": 1], .unexpectedType(expected: "string", at: "S")),
        (["N": 1.5], .unexpectedType(expected: "integer", at: "N")),
        (["L": ["a", 2]], .unexpectedType(expected: "string", at: "L.2")),
        (["Inner": ["Nme": "x"]], .unexpectedType(expected: "member of Inner", at: "Inner.Nme")),
        (["B": "AAEC"], .unexpectedType(expected: "blob", at: "B")),
        ([], .unexpectedType(expected: "structure", at: "")),
    ]

    @Test(arguments: mismatches) func refusesOtherShapes(_ row: (value: Document, error: WireError)) async {
        await #expect(throws: row.error) { try await write(row.value) }
    }
}

extension ServiceMetadata {
    /// A service of no particular kind that speaks awsJson.
    static let json = ServiceMetadata(
        serviceID: "Test", iamPrefix: "test", endpointPrefix: "test", signingName: "test", apiVersion: "2020-01-01",
        targetPrefix: "Test_20200101", protocols: [.awsJSON1_0])
}
