import AWSCore
import Testing

@Suite struct QueryFormTests {
    static let node: StructureSchema = StructureSchema(
        "Node",
        [
            Member("Name", .string()), Member("Count", .integer(.integer)), Member("Next", .structure { node }),
            Member("Tags", .list(ListShape(.structure { node }))),
            Member("Names", .list(ListShape(.string(), elementName: "Item"))),
            Member("Flat", .list(ListShape(.string())), .flattened, wireName: "Hi"),
            Member("Map", .map(MapShape(.structure { node }))),
            Member("FlatMap", .map(MapShape(.string(), keyName: "K", valueName: "V", isFlattened: true))),
            Member("Lists", .list(ListShape(.list(ListShape(.string()))))),
        ])

    static func read(_ form: String) throws(WireError) -> Document {
        try QueryFormReader.read(try QueryString.parse(form, plusIsSpace: true), node)
    }

    static let pairs: [(value: Document, form: String)] = [
        ([:], ""),
        (["Name": "a b&c=d+e"], "&Name=a%20b%26c%3Dd%2Be"),
        (["Name": "", "Count": 7], "&Name=&Count=7"),
        (["Next": ["Next": ["Name": "x"]]], "&Next.Next.Name=x"),
        (["Tags": []], "&Tags="),
        (["Tags": [["Name": "x"], ["Count": 1]]], "&Tags.member.1.Name=x&Tags.member.2.Count=1"),
        (["Names": ["a", "b"]], "&Names.Item.1=a&Names.Item.2=b"),
        (["Flat": ["a", "b"]], "&Hi.1=a&Hi.2=b"),
        (["Map": ["k": ["Name": "x"]]], "&Map.entry.1.key=k&Map.entry.1.value.Name=x"),
        (["FlatMap": ["z": "1", "a": ""]], "&FlatMap.1.K=z&FlatMap.1.V=1&FlatMap.2.K=a&FlatMap.2.V="),
        (
            ["Lists": [["a"], ["b", "c"]]],
            "&Lists.member.1.member.1=a&Lists.member.2.member.1=b&Lists.member.2.member.2=c"
        ),
    ]

    @Test(arguments: pairs)
    func bothWays(_ value: Document, _ form: String) throws {
        let items = try QueryFormWriter.items(action: "Do", version: "2020-01-08", input: value, Self.node)
        #expect(QueryString.text(of: items) == "Action=Do&Version=2020-01-08\(form)")
        #expect(try Self.read(QueryString.text(of: items)) == value)
    }

    static let readable: [(form: String, value: Document)] = [
        ("Names.Item.10=c&Names.Item.2=b&Names.Item.1=a", ["Names": ["a", "b", "c"]] as Document),
        ("Names.Item.999999999=a", ["Names": ["a"]]),
        ("Name=1&Name=2", ["Name": "1"]),
        ("Name-x=1&Name=2&Name.y=3&Namee=4", ["Name": "2"]),
        ("Name.x=1", [:]),
        ("Tags.member.1=&Tags.member.2.Name=x", ["Tags": [[:], ["Name": "x"]]]),
        (
            "Map.entry.2.key=b&Map.entry.2.value.Name=2&Map.entry.1.key=a&Map.entry.1.value.Name=1",
            ["Map": ["a": ["Name": "1"], "b": ["Name": "2"]]]
        ),
        ("FlatMap.1.K=k&FlatMap.1.V=1&FlatMap.2.K=k&FlatMap.2.V=2", ["FlatMap": ["k": "2"]]),
        ("FlatMap.1.K=k", ["FlatMap": [:]]),
        ("Unknown.member.1=a&Names=", ["Names": []]),
        ("Name=a+b%20c", ["Name": "a b c"]),
    ]

    @Test(arguments: readable)
    func readsWhatCallersSend(_ form: String, _ expected: Document) throws {
        #expect(try Self.read(form) == expected)
    }

    static let refused: [(form: String, error: WireError)] = [
        ("Count=x", WireError.unexpectedType(expected: "integer", at: "Count")),
        ("Names.Item.a=x", .unexpectedType(expected: "index", at: "Names.a")),
        ("Names.Item.0=x", .unexpectedType(expected: "index", at: "Names.0")),
        ("Names.Item.01=x", .unexpectedType(expected: "index", at: "Names.01")),
        ("Names.Item.-1=x", .unexpectedType(expected: "index", at: "Names.-1")),
        ("Names.Item.=x", .unexpectedType(expected: "index", at: "Names")),
        ("Names.Item.1000000000=x", .unexpectedType(expected: "index", at: "Names.1000000000")),
        ("FlatMap.1.V=x", .missingMember(path: "FlatMap.1.K")),
        ("Tags.member.3.Count=x", .unexpectedType(expected: "integer", at: "Tags.3.Count")),
        ("%00=x", .malformed("a parameter's name holds NUL", offset: 0)),
    ]

    @Test(arguments: refused)
    func refuses(_ form: String, _ error: WireError) {
        #expect(throws: error) { try Self.read(form) }
    }

    @Test func limits() throws {
        func nested(_ depth: Int) -> String { String(repeating: "Next.", count: depth - 1) + "Name=x" }
        #expect(try Self.read(nested(QueryFormReader.nestingMax)) != [:])
        #expect(throws: WireError.self) { try Self.read(nested(QueryFormReader.nestingMax + 1)) }
        let many = (1...QueryString.itemsMax).map { "Names.Item.\($0)=\($0)" }.joined(separator: "&")
        #expect(try Self.read(many)["Names"]?.list?.count == QueryString.itemsMax)
        #expect(throws: WireError.self) { try Self.read("\(many)&Name=x") }
    }
}
