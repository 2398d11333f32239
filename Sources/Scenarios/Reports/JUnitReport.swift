import AWSCore

/// What CI servers read: one test case a scenario, one suite a folder.
public enum JUnitReport {
    /// - Parameter reports: in the order in which they are to stand.
    public static func xml(_ reports: [ScenarioReport]) -> String {
        let suites = Dictionary(grouping: reports) {
            String($0.name.split(separator: "/").dropLast().joined(separator: "/"))
        }
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            #"<testsuites name="scenarios" tests="\#(reports.count)" failures="\#(reports.count(where: \.hasFailed))">"#,
        ]
        for (suite, cases) in suites.sorted(by: { $0.key < $1.key }) {
            let failures = cases.count(where: \.hasFailed)
            lines.append(
                #"  <testsuite name="\#(escaped(suite))" tests="\#(cases.count)" failures="\#(failures)">"#)
            lines += cases.flatMap(testCase)
            lines.append("  </testsuite>")
        }
        return (lines + ["</testsuites>", ""]).joined(separator: "\n")
    }

    private static func testCase(_ report: ScenarioReport) -> [String] {
        let head =
            #"    <testcase classname="scenarios" name="\#(escaped(report.name))" file="\#(escaped(report.file))""#
        if case .skipped(let reason) = report.outcome {
            return [head + ">", #"      <skipped message="\#(escaped(reason))"/>"#, "    </testcase>"]
        }
        guard case .failed(let failures) = report.outcome else { return [head + "/>"] }
        return [head + ">"]
            + failures.map { failure in
                let message = escaped(failure.message.split(separator: "\n").first.map(String.init) ?? "")
                let text = escaped("\(failure.place) \(failure.message)")
                return #"      <failure message="\#(message)">\#(text)</failure>"#
            } + ["    </testcase>"]
    }

    /// Control characters have no place in XML 1.0, not even escaped.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
