import Documents
import Testing

@Suite struct MarkdownTests {
    @Test func frontMatterGivesTheTitleAndGoes() throws {
        let document = try read("---\nlayout: docs\ntitle: \"Set: limits\"\n---\n\nText.\n", as: "a.md")
        #expect(document.title == "Set: limits")
        #expect(document.outline == ["Text."])
        #expect(document.blocks[0].place.line == 6)
    }

    @Test func headingsOfBothKinds() throws {
        let text = "# One #\nTwo\n===\nThree\n---\n###### Six\n####### no\n#no\n"
        let document = try read(text, as: "a.md")
        #expect(document.outline == ["# One", "# Two", "## Three", "###### Six", "####### no\n#no"])
        #expect(document.blocks.last?.place.headingPath == ["Two", "Three", "Six"])
    }

    @Test(arguments: [
        ("See [the *guide*](https://a.b/c_(d) \"t\") and ![a cat](c.png).", "See the *guide* and a cat."),
        ("[ref][x] and [bare] and <https://a.b>", "ref and [bare] and https://a.b"),
        ("Use `cf push <APP> {{x}}` for <NAME>.", "Use `cf push <APP> {{x}}` for <NAME>."),
        ("a <b>bold</b> word<br>next <!-- gone -->line", "a bold word\nnext line"),
        ("at {{ site.baseurl }}{% link x.md %}home{: .big}", "at home"),
        ("1 &lt; 2 &amp;&amp; 3 &copy; \\*no\\* \\[x\\]", "1 < 2 && 3 © *no* [x]"),
        ("**180** days", "**180** days"), ("[[a](b)](c)", "a"), ("![[", "![["),
    ])
    func inlineMarks(_ markdown: String, _ text: String) throws {
        #expect(try read(markdown, as: "a.md").outline == [text])
    }

    @Test func listsNestAndContinue() throws {
        let text = "- one\n  goes on\n  - two\n\n3. three\n- [ ] task\n- [x] done\n"
        #expect(
            try read(text, as: "a.md").outline == ["- one\ngoes on", "  - two", "3. three", "- ☐ task", "- ☑ done"])
    }

    @Test func tablesWithAndWithoutOuterBars() throws {
        let text = "| A | B |\n|---|:-:|\n| `x|y` | 1\\|2 |\n\nC | D\n--- | ---\n3 | [four](x)\nend\n"
        let document = try read(text, as: "a.md")
        #expect(document.outline == ["| `x|y` | 1|2 |", "| 3 | four |", "end"])
        #expect(document.tables.map(\.header) == [["A", "B"], ["C", "D"]])
    }

    @Test func codeStaysAsItIs() throws {
        let text = "```sh extra\n$ run {{x}} <b>\n\n  | y |\n```\n\n    indented\n\n~~~\nopen"
        #expect(
            try read(text, as: "a.md").outline == [
                "`sh` $ run {{x}} <b>\n\n  | y |", "`` indented", "`` open",
            ])
    }

    @Test func htmlInBetweenIsRead() throws {
        let text = """
            <!-- a
            comment -->
            <table>
            <tr><th>Key</th><th>Value</th></tr>

            <tr><td>Port</td><td>61443</td></tr>
            </table>

            After <sup>it</sup>
            """
        let document = try read(text, as: "a.md")
        #expect(document.outline == ["| Port | 61443 |", "After it"])
        #expect(document.tables[0].header == ["Key", "Value"])
    }

    @Test func quotesReadLikeText() throws {
        #expect(try read("> # Note\n> be\n> careful\n", as: "a.md").outline == ["# Note", "be\ncareful"])
    }

    @Test func referencesAndRulesAreLeftOut() throws {
        #expect(try read("[x]: https://a.b\n***\ntext\n", as: "a.md").outline == ["text"])
    }
}
