import AWSCore
import Testing

/// Against XML 1.0 (fifth edition), and the limits that are ours.
@Suite struct XMLReaderTests {
    static func read(_ text: String) throws(WireError) -> XMLElement { try XMLReader.read(Array(text.utf8)) }

    @Test func elementsAttributesAndText() throws {
        let root = try Self.read(
            "<?xml version='1.0'?><!-- a --><a:b xmlns:a=\"urn:a\" a:c = 'd'>x<e/>y<f></f></a:b ><?pi?>\n")
        #expect(root.name == "a:b" && root.localName == "b")
        #expect(root.attributes == [.init("xmlns:a", "urn:a"), .init("a:c", "d")])
        #expect(root.attribute("c") == "d" && root.attribute("other:c") == "d" && root.attribute("a") == nil)
        #expect(
            root.children.map(\.name) == ["e", "f"] && root.child("f") == XMLElement("f") && root.child("g") == nil)
        #expect(root.text == "xy")
    }

    static let texts: [(xml: String, text: String)] = [
        ("<a>&lt;&gt;&amp;&quot;&apos;</a>", "<>&\"'"),
        ("<a>&#65;&#x42;&#x1F639;&#0066;</a>", "AB\u{1F639}B"),
        ("<a>&#xD;&#10;&#9;&#x1;</a>", "\r\n\t\u{1}"),
        ("<a>1\r\n2\r3\n4</a>", "1\n2\n3\n4"),
        ("<a><![CDATA[<b>&amp;\r\n\r]]]]></a>", "<b>&amp;\n\n]]"),
        ("<a>1<!-- <b> -->2<?c <d>?>3</a>", "123"),
        ("<a>  </a>", "  "),
        ("<a>\n  <b/>\n</a>", ""),
        ("\u{FEFF}<a>ü</a>", "ü"),
    ]

    @Test(arguments: texts)
    func text(_ xml: String, _ expected: String) throws {
        #expect(try Self.read(xml).text == expected)
    }

    @Test func attributesTurnLineEndsIntoSpaces() throws {
        let root = try Self.read("<a b='1\t2\r\n3\n4&#xA;&#9;5'/>")
        #expect(root.attribute("b") == "1 2 3 4\n\t5")
    }

    @Test(arguments: [
        "", " ", "text", "<", "<a", "<a>", "<a></b>", "<a></a", "<a/><b/>", "<a/>x", "x<a/>", "</a>", "<1/>", "<a/ >",
        "<a b/>", "<a b=c/>", "<a b='c/>", "<a b='<'/>", "<a b='1'c='2'/>", "<a b='1' b='2'/>",
        "<a>&unknown;</a>", "<a>&;</a>", "<a>&#;</a>", "<a>&#x;</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>",
        "<a>&#-1;</a>", "<a>&#+1;</a>", "<a>&lt</a>", "<a>& b</a>", "<a>\u{1}</a>",
        "<a><!-- </a>", "<a><![CDATA[ </a>", "<a><? </a>", "<a><!b></a>",
        "<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<a><!ENTITY b 'c'></a>",
    ])
    func refuses(_ xml: String) {
        #expect(throws: WireError.self) { try Self.read(xml) }
        do {
            _ = try Self.read(xml)
        } catch {
            guard case .malformed(_, let offset) = error else {
                Issue.record("\(error)")
                return
            }
            #expect((0...xml.utf8.count).contains(offset))
        }
    }

    @Test(
        arguments: [
            ("<a>", [0xFF], "</a>"), ("<a b='", [0xC3], "'/>"), ("<a", [0x80], "/>"),
            ("<!--", [0xED, 0xA0, 0x80], "--><a/>"),
        ] as [(String, [UInt8], String)])
    func refusesWhatIsNotUTF8(_ before: String, _ bytes: [UInt8], _ after: String) {
        #expect(throws: WireError.self) { try XMLReader.read(Array(before.utf8) + bytes + Array(after.utf8)) }
    }

    @Test func limits() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        func attributes(_ count: Int) -> String { "<a \((0..<count).map { "b\($0)=''" }.joined(separator: " "))/>" }
        func elements(_ count: Int) -> String { "<a>\(String(repeating: "<b/>", count: count - 1))</a>" }
        #expect(try Self.read(nested(XMLReader.depthMax)).name == "a")
        #expect(try Self.read(attributes(XMLReader.attributesMax)).attributes.count == XMLReader.attributesMax)
        let tooLarge = [
            nested(XMLReader.depthMax + 1), attributes(XMLReader.attributesMax + 1),
            elements(XMLReader.elementsMax + 1),
            "<a>\(String(repeating: " ", count: XMLReader.bytesMax))</a>",
        ]
        for xml in tooLarge {
            let error = #expect(throws: WireError.self) { try Self.read(xml) }
            guard case .tooLarge = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func writerAndReaderAgree() throws {
        var element = XMLElement("a")
        element.attributes = [.init("xmlns", "urn:x?y&z"), .init("b", "<\"'>\r\n\t\u{1}\u{85}")]
        element.children = [XMLElement("c")]
        element.text = "<&>\"'\r\n\t\u{0}]]>\u{2028}"
        var writer = XMLWriter(hasDeclaration: true)
        writer.element(element)
        #expect(try XMLReader.read(writer.bytes) == element)
    }

    @Test func writerEscapes() {
        var writer = XMLWriter()
        writer.leaf("a", [.init("b", "\"<&>'\r\n\t")], text: "\"<&>'\r\n\t\u{1F}")
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == "<a b=\"&quot;&lt;&amp;&gt;'&#xD;&#xA;&#x9;\">\"&lt;&amp;&gt;'&#xD;&#xA;\t&#x1F;</a>")
    }
}
