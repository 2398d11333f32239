import AWSCore
import Scenarios
import Testing
import YAMLFiles

@Suite struct ScenarioReaderTests {
    static func read(_ text: String) throws(ScenarioMistake) -> Scenario {
        try ScenarioReader.read(text, file: "scenarios/a.yaml", name: "a")
    }

    @Test func readsWhatASceneIsMadeOf() throws {
        let scenario = try Self.read(
            """
            scenario: Something holds
            seed: 7
            start: 2025-03-01T00:00:00Z
            steps:
              - chat: Hello
                expect: {status: 200}
              - advance: 31d
            """)
        #expect(scenario.title == "Something holds")
        #expect(scenario.seed == 7)
        #expect(scenario.start == Timestamp(seconds: 1_740_787_200))
    }

    static let mistakes: [(text: String, words: String)] = [
        ("", "scenarios/a.yaml:1:1: the file is empty"),
        ("- a", "scenarios/a.yaml:1:1: a scenario is a mapping of names to values"),
        ("scenario: x", "scenarios/a.yaml:1:1: a scenario lacks `steps`"),
        ("scenario: x\nsteps: []", "scenarios/a.yaml:1:1: a scenario has 1 to 500 steps"),
        ("scenario: x\nstep: []", "scenarios/a.yaml:2:1: a scenario knows no `step`; did you mean `steps`?"),
        (
            "scenario: x\nsteps:\n  - advnce: 3d",
            "scenarios/a.yaml:3:5: a step knows no `advnce`; did you mean `advance`?"
        ),
        ("scenario: x\nsteps:\n  - expect: {}", "scenarios/a.yaml:3:5: a step does one thing: chat, search"),
        ("scenario: x\nsteps:\n  - {chat: a, search: b}", "scenarios/a.yaml:3:5: a step does one thing: chat, search"),
        (
            "scenario: x\nsteps:\n  - advance: soon",
            "scenarios/a.yaml:3:14: `advance` is a time such as 90s, 15m, 2h, 31d"
        ),
        ("scenario: x\nsteps:\n  - fault: {kind: slow}", "scenarios/a.yaml:3:19: `kind` is throttle, internal_error"),
        ("scenario: x\nsteps:\n  - call: {operation: GetItem}", "scenarios/a.yaml:3:23: an operation is named like"),
        ("scenario: x\nsteps:\n  - vector: {k: 10}", "scenarios/a.yaml:3:13: `vector` lacks `dataset`"),
        (
            "scenario: x\nsteps:\n  - vector: {dataset: seeded-7}",
            "scenarios/a.yaml:3:23: seeded datasets are seeded-384 and seeded-1024"
        ),
        (
            "scenario: x\nsteps:\n  - vector: {dataset: seeded-384, filter: 2}",
            "scenarios/a.yaml:3:43: a share is from 0 to 1"
        ),
        ("scenario: x\nsteps:\n  - cost: maybe", "scenarios/a.yaml:3:11: this step's value is true or false"),
        ("scenario: x\nstart: today\nsteps: [{cost: true}]", "scenarios/a.yaml:2:8: `start` is an instant such as"),
        (
            "scenario: x\nseed: -1\nsteps: [{cost: true}]",
            "scenarios/a.yaml:2:7: `seed` is a whole number of at least 0"
        ),
        (
            "scenario: x\nsteps:\n  - cost: true\n    expect: {min: 1, dollars: 2}",
            "scenarios/a.yaml:4:13: an expectation names members, or says contains"
        ),
        (
            "scenario: x\nmodel_rules:\n  - {answer: a, error: {code: b}}\nsteps: [{cost: true}]",
            "scenarios/a.yaml:3:5: a model rule has one of `answer`, `tool_use` and `error`"
        ),
        ("scenario: [", "scenarios/a.yaml:2:1: YAML:"),
    ]

    @Test(arguments: mistakes) func aMistakeSaysWhereAndWhat(_ text: String, _ words: String) {
        let mistake = #expect(throws: ScenarioMistake.self) { try Self.read(text) }
        #expect(mistake?.description.hasPrefix(words) == true, "\(mistake?.description ?? "none")")
    }

    /// Whatever a file holds, reading it ends with a scenario or a mistake.
    @Test func mutationsEndInAMistake() throws {
        let text = Array(
            """
            scenario: a
            steps:
              - fault: {kind: throttle, service: bedrock, count: 2, probability: 0.5}
              - chat: {message: hi, stream: true}
                expect: {answer: {contains: [a, b]}, sources: {each: {title: {not: {absent: true}}}}}
              - call: {operation: S3.PutObject, input: {Bucket: a, Key: b}}
            """.utf8)
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<2_000 {
            var bytes = text
            for _ in 0...random(3) {
                bytes[random(bytes.count)] = Array("{}[]:,-&*!|>'\"\\ \n\taz09#%@`".utf8)[random(26)]
            }
            _ = try? Self.read(String(decoding: bytes, as: UTF8.self))
        }
    }
}
