import Testing
import kass

@Suite struct CommandWordsTests {
    static let lines: [(words: [String], again: String)] = [
        (["up"], "kass up --port 8081"),
        (["up", "--port", "8080", "--data", "kb"], "kass up --data kb --port 8081"),
        (["up", "--port=8080", "--empty"], "kass up --empty --port 8081"),
        (["up", "--data", "my docs", "--aws-port", "4567"], "kass up --data 'my docs' --aws-port 4567 --port 8081"),
        (["up", "--data", "it's"], #"kass up --data 'it'\''s' --port 8081"#),
    ]

    @Test(arguments: lines.indices) func allButOneOptionStays(index: Int) {
        #expect(CommandWords(Self.lines[index].words).with("--port", "8081") == Self.lines[index].again)
    }

    static let slips: [(word: String, words: String)] = [
        ("upp", "There is no command `upp`; did you mean `up`?"),
        ("docter", "There is no command `docter`; did you mean `doctor`?"),
        ("chatt", "There is no command `chatt`; did you mean `chat`?"),
        ("vector", "There is no command `vector`; did you mean `bench vector`?"),
        ("xyzzy", "There is no command `xyzzy`."),
    ]

    @Test(arguments: slips.indices) func aCommandThatIsNoneIsGuessed(index: Int) {
        #expect(Kass.refusal(of: [Self.slips[index].word]) == Self.slips[index].words)
    }

    @Test(arguments: [["up"], ["help"], ["--help"], ["-h"], [], ["--version"], ["extract-worker"]])
    func whatIsThereIsNotGuessed(_ words: [String]) {
        #expect(Kass.refusal(of: words) == nil)
    }
}
