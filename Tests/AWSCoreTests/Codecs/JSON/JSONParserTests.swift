import AWSCore
import Testing

@Suite struct JSONParserTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let json: String
        let value: Document

        init(_ json: String, _ value: Document) {
            self.json = json
            self.value = value
        }

        var testDescription: String { json }
    }

    static let free: [Row] = [
        Row("null", nil), Row(" true ", true), Row("\tfalse\r\n", false), Row("\"\"", ""), Row("{}", [:]),
        Row("[ ]", []), Row("-0", .number(Number(text: "-0"))), Row("0.5e-7", .number(Number(text: "0.5e-7"))),
        Row("1E+2", .number(Number(text: "1E+2"))),
        Row("123456789012345678901234567890.5", .number(Number(text: "123456789012345678901234567890.5"))),
        Row(#"[1, [2, {"a": [null]}]]"#, [1, [2, ["a": [nil]]]]),
        Row(#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), Row(#""\u00e9\u65e5""#, "é日"),
        Row(#""\ud83d\ude00 after""#, "\u{1F600} after"), Row("\"é日\u{1F600}\"", "é日\u{1F600}"),
        Row(
            #""a plain run of more than eight bytes \u0041 and after""#,
            "a plain run of more than eight bytes A and after"),
        Row(#"{"b":1,"a":2,"b":3}"#, ["b": 3, "a": 2]), Row(#"{"":0}"#, ["": 0]),
    ]

    @Test(arguments: free) func readsFreeForm(_ row: Row) throws {
        #expect(try Document(json: row.json) == row.value)
    }

    /// Cases of "Parsing JSON is a minefield" (Nicolas Seriot) among them.
    static let malformed = [
        "", " ", "nul", "truefalse", "tru", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "{\"a\"", "{\"a\":",
        "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "{1:1}", "\"", "\"a", "\"\\", "\"\\u", "\"\\u12",
        "\"\\x41\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800x\"", "\"\\ud800\\n\"", "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
        "\"\u{1}\"", "\"a\nb\"", "\"tab\tinside\"", "01", "-", "-a", "+1", ".5", "1.", "1.e1", "1e", "1e+", "0x10",
        "NaN", "Infinity", "1 2", "{} {}", "[]x", "// comment\n1", "'a'", "\u{FEFF}1", "\u{0}", "1\u{0}",
    ]

    @Test(arguments: malformed) func refusesWhatIsNotJSON(_ json: String) {
        #expect { try Document(json: json) } throws: { error in
            guard case .malformed(_, let offset)? = error as? WireError else { return false }
            return (0...json.utf8.count).contains(offset)
        }
    }

    @Test(
        arguments: [
            [0xFF], [0xC3, 0x28], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xC0, 0xAF], [0x80],
        ] as [[UInt8]])
    func refusesBadUTF8(_ bytes: [UInt8]) {
        let quote = [UInt8(ascii: "\"")]
        #expect(throws: WireError.malformed("a string is not UTF-8", offset: 1)) {
            try Document(json: quote + bytes + quote)
        }
        #expect(throws: WireError.self) { try Document(json: quote + Array("\\n".utf8) + bytes + quote) }
    }

    @Test func saysWhereTextStopsBeingJSON() {
        #expect(throws: WireError.malformed("bytes after the value", offset: 3)) { try Document(json: "[] x") }
        #expect(throws: WireError.malformed("an array goes on with a comma or ends", offset: 4)) {
            try Document(json: "[10 20]")
        }
    }

    @Test func limitsNesting() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try Document(json: nested(Document.jsonDepthMax)) }
        #expect(throws: WireError.tooLarge("JSON nests deeper than 128 levels")) {
            try Document(json: nested(Document.jsonDepthMax + 1))
        }
        #expect(throws: WireError.self) { try Document(json: String(repeating: "{\"a\":", count: 1_000_000)) }
    }

    @Test func keepsTheLastOfManyEntriesNamedTwice() throws {
        let names = (0..<100).map { "name\($0)" }
        let members = (names + names.reversed()).enumerated().map { "\"\($1)\":\($0)" }
        let value = try Document(json: "{\(members.joined(separator: ","))}")
        #expect(value.object?.entries.map(\.name) == names)
        #expect(value["name0"] == 199)
        #expect(value["name99"] == 100)
    }

    @Test func takesLettersAndTheirDecompositionsForTwoNames() throws {
        let value = try Document(json: "{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value.object?.entries.count == 2)
    }

    // Guided by a shape.

    static let inner = StructureSchema("Inner", [Member("Name", .string())])
    static let schema: StructureSchema = StructureSchema(
        "Outer",
        [
            Member("S", .string()), Member("N", .integer(.integer)), Member("Byte", .integer(.byte)),
            Member("Long", .integer(.long)), Member("F", .float), Member("D", .double), Member("Bool", .boolean),
            Member("B", .blob()), Member("T", .timestamp()), Member("Date", .timestamp(.dateTime)),
            Member("Http", .timestamp(.httpDate)), Member("L", .list(ListShape(.string()))),
            Member("Sparse", .list(ListShape(.string(), isSparse: true))),
            Member("M", .map(MapShape(.integer(.long)))),
            Member("SparseMap", .map(MapShape(.integer(.long), isSparse: true))),
            Member("Inner", .structure { inner }, wireName: "innerOnTheWire"), Member("Any", .document),
            Member("ANameThatIsLongerThanSixteenBytes", .string()),
            Member("ANameThatIs_LONGER_ThanSixteenBytes", .string()),
        ])

    static let typed: [Row] = [
        Row("{}", [:]), Row(#"{"S":"x","Unknown":[1,{"S":"y"}]}"#, ["S": "x"]),
        Row(#"{"S":null,"L":["a",null],"M":{"a":1,"b":null}}"#, ["L": ["a"], "M": ["a": 1]]),
        Row(#"{"Sparse":["a",null],"SparseMap":{"b":null}}"#, ["Sparse": ["a", nil], "SparseMap": ["b": nil]]),
        Row(#"{"S":"first","S":"last"}"#, ["S": "last"]), Row(#"{"\u0053":"x"}"#, ["S": "x"]),
        Row(#"{"N":-2147483648,"Byte":127}"#, ["N": -2_147_483_648, "Byte": 127]),
        Row(#"{"Long":9223372036854775807}"#, ["Long": 9_223_372_036_854_775_807]),
        Row(#"{"F":1.5,"D":"NaN"}"#, ["F": 1.5, "D": .number(Number(text: "NaN"))]),
        Row(
            #"{"D":"-Infinity","F":"Infinity"}"#,
            [
                "D": .number(Number(text: "-Infinity")), "F": .number(Number(text: "Infinity")),
            ]),
        Row(#"{"B":"AAEC","Bool":true}"#, ["B": .blob([0, 1, 2]), "Bool": true]),
        Row(#"{"T":1.5e9}"#, ["T": .timestamp(Timestamp(seconds: 1_500_000_000))]),
        Row(#"{"T":1422172800.25}"#, ["T": .timestamp(Timestamp(seconds: 1_422_172_800, nanoseconds: 250_000_000))]),
        Row(#"{"Date":"2015-01-25T08:00:00Z"}"#, ["Date": .timestamp(Timestamp(seconds: 1_422_172_800))]),
        Row(#"{"Date":1422172800}"#, ["Date": .timestamp(Timestamp(seconds: 1_422_172_800))]),
        Row(#"{"T":"2015-01-25T08:00:00Z"}"#, ["T": .timestamp(Timestamp(seconds: 1_422_172_800))]),
        Row(#"{"Http":"Sun, 25 Jan 2015 08:00:00 GMT"}"#, ["Http": .timestamp(Timestamp(seconds: 1_422_172_800))]),
        Row(#"{"innerOnTheWire":{"Name":"x"},"Inner":{"Name":"y"}}"#, ["Inner": ["Name": "x"]]),
        Row(#"{"Any":{"a":[1,null,"AAEC"]}}"#, ["Any": ["a": [1, nil, "AAEC"]]]),
        Row(#"{"ANameThatIs_LONGER_ThanSixteenBytes":"x"}"#, ["ANameThatIs_LONGER_ThanSixteenBytes": "x"]),
        Row(#"{"ANameThatIs?longer?ThanSixteenBytes":"x"}"#, [:]),
    ]

    @Test(arguments: typed) func readsByShape(_ row: Row) throws {
        #expect(try Document(json: Array(row.json.utf8), as: .structure { Self.schema }) == row.value)
    }

    static let mismatches: [(json: String, error: WireError)] = [
        ("[]", .unexpectedType(expected: "structure", at: "")),
        (#"{"S":1}"#, .unexpectedType(expected: "string", at: "S")),
        (#"{"N":"1"}"#, .unexpectedType(expected: "integer", at: "N")),
        (#"{"N":1.5}"#, .unexpectedType(expected: "integer", at: "N")),
        (#"{"N":2147483648}"#, .unexpectedType(expected: "integer", at: "N")),
        (#"{"Byte":128}"#, .unexpectedType(expected: "integer", at: "Byte")),
        (#"{"Long":9223372036854775808}"#, .unexpectedType(expected: "integer", at: "Long")),
        (#"{"F":"1.5"}"#, .unexpectedType(expected: "number", at: "F")),
        (#"{"Bool":"true"}"#, .unexpectedType(expected: "boolean", at: "Bool")),
        (#"{"L":{}}"#, .unexpectedType(expected: "list", at: "L")),
        (#"{"L":["a",2]}"#, .unexpectedType(expected: "string", at: "L.2")),
        (#"{"M":{"a":"b"}}"#, .unexpectedType(expected: "integer", at: "M.a")),
        (#"{"innerOnTheWire":{"Name":[]}}"#, .unexpectedType(expected: "string", at: "Inner.Name")),
        (#"{"B":"A"}"#, .malformed("a blob is not base64", offset: 5)),
        (#"{"T":"yesterday"}"#, .malformed("a timestamp is of no known format", offset: 5)),
        (#"{"T":true}"#, .unexpectedType(expected: "timestamp", at: "T")),
    ]

    @Test(arguments: mismatches) func refusesOtherShapes(_ row: (json: String, error: WireError)) {
        #expect(throws: row.error) { try Document(json: Array(row.json.utf8), as: .structure { Self.schema }) }
    }

    static let skipped: [(json: String, value: Document)] = [
        (#"{"a":1,"v":[1,[2,"]"],{"x":"}"}],"b":2}"#, ["a": 1, "b": 2] as Document),
        (#"{"v":"a \"quoted\" ]}","b":2}"#, ["b": 2]), (#"{ "b" : 2 , "v" : null }"#, ["b": 2]),
        (#"{"b":{"v":1},"v":-1.5e3}"#, ["b": ["v": 1]]), (#"{"v":{}}"#, [:]), ("{}", [:]),
    ]

    @Test(arguments: skipped) func membersAreLeftOutUnread(_ json: String, _ value: Document) throws {
        #expect(try Document(json: Array(json.utf8), without: ["v"]) == value)
    }

    @Test(arguments: [#"{"v":[1,2"#, #"{"v":1"#, #"{"v":"a}"#, #"{"v":1}}"#, "[1]", #"{"v":]}"#])
    func whatIsCutShortIsRefused(_ json: String) {
        #expect(throws: WireError.self) { try Document(json: Array(json.utf8), without: ["v"]) }
    }
}
