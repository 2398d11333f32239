import Documents
import Testing

@Suite struct HTMLTests {
    @Test func framesOfPagesAreLeftOut() throws {
        let html = """
            <!DOCTYPE html><html><head><title>My &amp; page</title><style>p{}</style><script>if (a<b) {"</p>"}</script>
            </head><body><header>Logo</header><nav><ul><li>Home</li></ul></nav>
            <h1>Hello</h1><p>First<br>second  line.<p hidden>secret</p><p>Third &eacute;t&#233; &#x2014; end</p>
            <div style="display: none">no</div><footer>(c)</footer></body></html>
            """
        let document = try read(html, as: "a.html")
        #expect(document.title == "My & page")
        #expect(document.outline == ["# Hello", "First\nsecond line.", "Third été — end"])
    }

    @Test func onlyTheMainPartWhereThereIsOne() throws {
        let html = "<body><div>around</div><main><h2>In</h2>text</main><p>after</p>"
        #expect(try read(html, as: "a.html").outline == ["## In", "text"])
    }

    @Test func aFrameThatNeverClosesDoesNotSwallowThePage() throws {
        #expect(try read("<nav><p>all there is", as: "a.html").outline == ["all there is"])
    }

    @Test func listsAndCode() throws {
        let html = "<ol start=3><li>c<ul><li>inner</ul><li>d</ol><pre>  a &lt; b\n  c</pre>"
        #expect(try read(html, as: "a.html").outline == ["3. c", "  - inner", "4. d", "``   a < b\n  c"])
    }

    @Test func tablesSpanColumnsAndRows() throws {
        let html = """
            <table><tr><th>A<th colspan=2>B<th>C</tr>
            <tr><td rowspan=2>x<td>1<td>2<td>3</tr><tr><td>4<td>5<td>6</tr></table>
            """
        let document = try read(html, as: "a.html")
        #expect(document.tables[0].header == ["A", "B", "", "C"])
        #expect(document.outline == ["| x | 1 | 2 | 3 |", "| x | 4 | 5 | 6 |"])
    }

    @Test func tablesThatPlaceThingsAreRunningText() throws {
        let html = "<table><tr><td>menu<td><table><tr><th>K<th>V<tr><td>a<td>b</table></td></tr></table>"
        #expect(try read(html, as: "a.html").outline == ["menu", "| a | b |"])
    }

    @Test(arguments: ["a < b and c", "<", "<>", "a<", "</", "<3 love", "x <!-- never closed"])
    func whatIsNoTagIsText(_ html: String) throws {
        let kept = html.hasPrefix("x") ? "x" : html
        #expect(try read("<p>" + html, as: "a.html").text.contains(kept.split(separator: "<")[safe: 0] ?? "<"))
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
