/// Reviews a diff by a few rules that catch what reviewers catch most.
struct DiffReview {
    struct Finding: Hashable, Sendable {
        let file: String
        let line: Int
        let severity: String
        let message: String
    }

    private let prompt: PromptReading

    init(_ prompt: PromptReading) {
        self.prompt = prompt
    }

    /// nil when the prompt holds no diff, or does not ask about it.
    func text() -> String? {
        let text = prompt.request.messages.map(\.fullText).joined(separator: "\n")
        guard text.contains("\n@@ ") || text.hasPrefix("@@ ") || text.contains("diff --git"),
            !prompt.instructions.contains("json"),
            prompt.instructions.contains("review") || prompt.instructions.contains("diff")
        else { return nil }
        let findings = Self.findings(in: text)
        guard !findings.isEmpty else {
            return
                "I reviewed the change and found nothing to object to by the rules I know: no secrets, no debug output, no "
                + "swallowed errors, no unsafe calls."
        }
        let lines = findings.map { "- \($0.file):\($0.line): \($0.severity): \($0.message)" }
        return "I reviewed the change and have \(findings.count == 1 ? "one remark" : "\(findings.count) remarks"):\n"
            + lines.joined(separator: "\n")
    }

    static func findings(in diff: String) -> [Finding] {
        var findings: [Finding] = []
        var file = "the change"
        var line = 0
        for text in diff.split(separator: "\n", omittingEmptySubsequences: false) {
            if text.hasPrefix("+++ ") {
                file = String(text.dropFirst(4).trimmed)
                if file.hasPrefix("b/") { file = String(file.dropFirst(2)) }
            } else if text.hasPrefix("@@ ") {
                line = start(text) - 1
            } else if text.hasPrefix("+") {
                line += 1
                findings += remarks(on: text.dropFirst(), file, line)
            } else if !text.hasPrefix("-"), !text.hasPrefix("\\") {
                line += 1
            }
            if findings.count >= findingsMax { break }
        }
        return findings
    }

    private static let findingsMax = 25

    /// Where the new file's lines begin: "@@ -1,4 +10,6 @@" says 10.
    private static func start(_ text: Substring) -> Int {
        guard let plus = text.firstIndex(of: "+") else { return 1 }
        return Int(text[plus...].dropFirst().prefix { $0.isNumber }) ?? 1
    }

    private struct Rule {
        let severity: String
        let message: String
        let matches: @Sendable (String) -> Bool
    }

    private static func remarks(on code: Substring, _ file: String, _ line: Int) -> [Finding] {
        let lower = code.lowercased()
        return rules.filter { $0.matches(lower) }.map {
            Finding(file: file, line: line, severity: $0.severity, message: $0.message)
        }
    }

    private static func has(_ parts: String...) -> @Sendable (String) -> Bool {
        { line in parts.contains { line.contains($0) } }
    }

    private static let rules: [Rule] = [
        Rule(severity: "critical", message: "a secret seems to be written into the code; take it from configuration") {
            line in
            let names = ["password", "secret", "api_key", "apikey", "access_key", "token", "private_key"]
            guard let equals = line.firstIndex(where: { $0 == "=" || $0 == ":" }) else { return false }
            let value = line[equals...].dropFirst().drop { $0 == " " || $0 == "=" }
            return names.contains { line[..<equals].contains($0) } && (value.hasPrefix("\"") || value.hasPrefix("'"))
                && value.count > 6
        },
        Rule(
            severity: "critical", message: "code is run from a string; this lets data become code",
            matches: has("eval(", "exec(", "shell=true", "os.system(")),
        Rule(
            severity: "critical",
            message: "a query is put together from strings; use parameters, or anyone can inject SQL"
        ) { line in
            let isQuery = ["select ", "insert into", "update ", "delete from"].contains { line.contains($0) }
            return isQuery
                && ["\" +", "' +", "f\"", "f'", "\\(", "${", "% ", ".format("].contains { line.contains($0) }
        },
        Rule(
            severity: "major", message: "certificates are not verified",
            matches: has("verify=false", "insecureskipverify: true", "rejectunauthorized: false")),
        Rule(
            severity: "major", message: "an error is swallowed; handle it or let it through",
            matches: has(
                "except:", "except exception: pass", "catch {}", "catch (e) {}", "catch (exception e) {}", "try? ")),
        Rule(
            severity: "major", message: "this traps at run time when the value is missing",
            matches: has("try!", "as! ", "!!.")),
        Rule(
            severity: "major", message: "markup is set from a value; it must be escaped first",
            matches: has("innerhtml =", "dangerouslysetinnerhtml")),
        Rule(severity: "major", message: "everyone may write this", matches: has("chmod 777", "0777", "0o777")),
        Rule(
            severity: "minor", message: "debug output is left in",
            matches: has("print(", "console.log(", "debugger;", "system.out.println", "fmt.println(")),
        Rule(
            severity: "minor", message: "a note says that the work is not done",
            matches: has("todo", "fixme", "xxx:", "hack:")),
        Rule(severity: "minor", message: "compare with None by `is`", matches: has("== none", "!= none")),
        Rule(
            severity: "minor", message: "an address without encryption",
            matches: { $0.contains("http://") && !$0.contains("localhost") && !$0.contains("127.0.0.1") }),
        Rule(
            severity: "minor", message: "a fixed wait makes this slow or flaky", matches: has("sleep(", "thread.sleep")),
    ]
}
