import AWSCore
import Scenarios
import Testing

@Suite struct ReportTests {
    @Test func aDifferenceIsShownLineByLine() {
        var (old, new) = (Transcript(), Transcript())
        old.append(["scenario": "a"])
        new.append(["scenario": "a"])
        old.append(["result": ["answer": "yes", "cached": false]])
        new.append(["result": ["answer": "no", "cached": false]])
        #expect(
            LineDiff.text(expected: old.lines, found: new.lines) == """
                @ line 2
                  {
                    "result": {
                -     "answer": "yes",
                +     "answer": "no",
                      "cached": false
                    }
                """)
        #expect(LineDiff.text(expected: old.lines, found: old.lines) == "")
        #expect(LineDiff.text(expected: old.lines, found: [old.lines[0]]).contains("-     \"answer\": \"yes\""))
    }

    @Test func transcriptsRoundWhatMachinesDifferIn() {
        var transcript = Transcript()
        transcript.append(["b": .number(Number(0.123456789)), "a": 12_345_678_901, "c": .number(Number(-1234.56789))])
        #expect(transcript.text == "{\"a\":12345678901,\"b\":0.123457,\"c\":-1234.57}\n")
    }

    @Test func aFailureSaysWhereAsFarAsItIsKnown() {
        #expect(ScenarioReport.Failure(file: "a.yaml", line: 3, message: "x").place == "a.yaml:3:")
        #expect(ScenarioReport.Failure(file: "a.yaml", line: 3, column: 7, message: "x").place == "a.yaml:3:7:")
    }

    @Test func jUnitEscapesAndCounts() {
        let failure = ScenarioReport.Failure(file: "scenarios/a/b.yaml", line: 3, message: "1 < 2 & \"x\"\u{1}\nmore")
        let reports = [
            ScenarioReport(name: "a/b", file: "scenarios/a/b.yaml", outcome: .failed([failure]), steps: 2),
            ScenarioReport(name: "a/c", file: "scenarios/a/c.yaml", outcome: .passed, steps: 2),
        ]
        let xml = JUnitReport.xml(reports)
        #expect(xml.contains(#"<testsuites name="scenarios" tests="2" failures="1">"#))
        #expect(xml.contains(#"<failure message="1 &lt; 2 &amp; &quot;x&quot;�">scenarios/a/b.yaml:3: 1 &lt; 2"#))
    }
}
