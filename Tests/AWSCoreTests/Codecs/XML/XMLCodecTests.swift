import AWSCore
import Testing

@Suite struct XMLCodecTests {
    static let grantee = StructureSchema(
        "Grantee",
        [
            Member("DisplayName", .string()),
            Member("Type", .string(), [.required, .xmlAttribute], wireName: "xsi:type"),
        ], xmlNamespace: XMLNamespace("http://www.w3.org/2001/XMLSchema-instance", prefix: "xsi"))

    static let everything = StructureSchema(
        "Everything",
        [
            Member("Text", .string()), Member("Flag", .boolean), Member("Small", .integer(.byte)),
            Member("Ratio", .double), Member("Bytes", .blob()), Member("At", .timestamp()),
            Member("Epoch", .timestamp(.epochSeconds)), Member("Names", .list(ListShape(.string()))),
            Member("Items", .list(ListShape(.string(), elementName: "Item"))),
            Member("Parts", .list(ListShape(.integer(.integer))), .flattened, wireName: "Part"),
            Member("Map", .map(MapShape(.integer(.long)))),
            Member("Flat", .map(MapShape(.string(), keyName: "K", valueName: "V", isFlattened: true))),
            Member("Nested", .list(ListShape(.list(ListShape(.string()))))), Member("Who", .structure { grantee }),
            Member("Header", .string(), at: .header("x-header")),
        ])

    static func write(_ value: Document, as schema: StructureSchema) throws -> String {
        var writer = XMLWriter()
        try XMLCodec.write(value, as: .structure { schema }, name: schema.name, to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static func read(_ xml: String, as schema: StructureSchema) throws -> Document {
        try XMLCodec.read(try XMLReader.read(Array(xml.utf8)), as: .structure { schema })
    }

    static let pairs: [(value: Document, xml: String)] = [
        ([:], ""),
        (["Text": ""], "<Text></Text>"),
        (["Text": " a<b\r"], "<Text> a&lt;b&#xD;</Text>"),
        (["Flag": true, "Small": -128], "<Flag>true</Flag><Small>-128</Small>"),
        (["Ratio": 1.5], "<Ratio>1.5</Ratio>"),
        (["Ratio": .number(Number(text: "-Infinity"))], "<Ratio>-Infinity</Ratio>"),
        (["Bytes": .blob(Blob("value"))], "<Bytes>dmFsdWU=</Bytes>"),
        (["Bytes": .blob([])], "<Bytes></Bytes>"),
        (["At": .timestamp(Timestamp(seconds: 1_398_796_238))], "<At>2014-04-29T18:30:38Z</At>"),
        (["Epoch": .timestamp(Timestamp(milliseconds: 1_422_172_800_500))], "<Epoch>1422172800.5</Epoch>"),
        (["Names": []], "<Names></Names>"),
        (["Names": ["a", ""]], "<Names><member>a</member><member></member></Names>"),
        (["Items": ["a"]], "<Items><Item>a</Item></Items>"),
        (["Parts": [1, 2]], "<Part>1</Part><Part>2</Part>"),
        (["Map": [:]], "<Map></Map>"),
        (
            ["Map": ["z": 1, "a": 2]],
            "<Map><entry><key>z</key><value>1</value></entry><entry><key>a</key><value>2</value></entry></Map>"
        ),
        (["Flat": ["k": "v"]], "<Flat><K>k</K><V>v</V></Flat>"),
        (
            ["Nested": [["a"], []]],
            "<Nested><member><member>a</member></member><member></member></Nested>"
        ),
        (
            ["Who": ["DisplayName": "n", "Type": "Group"]],
            "<Who xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"Group\">"
                + "<DisplayName>n</DisplayName></Who>"
        ),
    ]

    @Test(arguments: pairs)
    func bothWays(_ value: Document, _ xml: String) throws {
        let xml = "<Everything>\(xml)</Everything>"
        #expect(try Self.write(value, as: Self.everything) == xml)
        #expect(try Self.read(xml, as: Self.everything) == value)
    }

    @Test func membersAreWrittenInTheModelsOrderAndReadInAny() throws {
        let xml = try Self.write(
            ["Small": 1, "Text": "t", "Header": "h", "Unknown": 1, "Flag": nil], as: Self.everything)
        #expect(xml == "<Everything><Text>t</Text><Small>1</Small></Everything>")
        let read = try Self.read(
            "<e xmlns='urn:x'><x:Small xmlns:x='urn:y'> 1\n</x:Small><New/><Part>1</Part><Text>t</Text><Part>2</Part></e>",
            as: Self.everything)
        #expect(read == ["Text": "t", "Small": 1, "Parts": [1, 2]])
    }

    @Test func theLastOfEqualKeysCounts() throws {
        let xml = "<e><Flat><K>k</K><V>1</V></Flat><Flat><K>k</K><V>2</V></Flat></e>"
        #expect(try Self.read(xml, as: Self.everything) == ["Flat": ["k": "2"]])
    }

    static let refused: [(xml: String, error: WireError)] = [
        ("<e><Flag>maybe</Flag></e>", WireError.unexpectedType(expected: "boolean", at: "Flag")),
        ("<e><Small>128</Small></e>", .unexpectedType(expected: "integer", at: "Small")),
        ("<e><Small/></e>", .unexpectedType(expected: "integer", at: "Small")),
        ("<e><Ratio>0x1p3</Ratio></e>", .unexpectedType(expected: "double", at: "Ratio")),
        ("<e><Ratio>1e999</Ratio></e>", .unexpectedType(expected: "double", at: "Ratio")),
        ("<e><Bytes>***</Bytes></e>", .unexpectedType(expected: "blob", at: "Bytes")),
        ("<e><At>yesterday</At></e>", .unexpectedType(expected: "timestamp", at: "At")),
        ("<e><Part>1</Part><Part>b</Part></e>", .unexpectedType(expected: "integer", at: "Parts.2")),
        ("<e><Map><entry><value>1</value></entry></Map></e>", .missingMember(path: "Map.key")),
        (
            "<e><Map><entry><key>k</key><value>x</value></entry></Map></e>",
            .unexpectedType(expected: "integer", at: "Map.k")
        ),
    ]

    @Test(arguments: refused)
    func refusesTextsOfAnotherShape(_ xml: String, _ error: WireError) {
        #expect(throws: error) { try Self.read(xml, as: Self.everything) }
    }

    @Test func refusesToWriteValuesOfAnotherShape() {
        #expect(throws: WireError.unexpectedType(expected: "list", at: "Names")) {
            try Self.write(["Names": "a"], as: Self.everything)
        }
        #expect(throws: WireError.unexpectedType(expected: "integer", at: "Parts.1")) {
            try Self.write(["Parts": [1.5]], as: Self.everything)
        }
    }
}
