import ArgumentParser
import Foundation
import Profiles
import Scenarios
import World
import YAMLFiles

/// `kass test`: plays scenarios and compares what came of them with the golden files.
struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Play scenarios, and compare what comes of them with the golden files.",
        discussion: """
            A scenario is a YAML file: documents, questions, faults, time that passes, and what must come of it. Each \
            has a world of its own, with virtual time and a seed, so that the same scenario gives the same bytes. What \
            came of it is compared with its golden file, byte for byte.

            EXAMPLES
              kass test                            all of ./scenarios
              kass test scenarios/chat             one folder
              kass test scenarios/chat/pdf.yaml    one file
              kass test --update                   write the golden files anew, to be reviewed like code
              kass test --junit report.xml         for CI
              kass test --profile staging          on what is live in a profile, in real time

            On live services, and with --url, scenarios are played that people alone act in: no faults, no clock, no \
            looking into tables. Their golden files do not count then, since models word things as they like; what \
            they expect does. Documents that a scenario uploads are deleted again; none that was there is touched.

            Exits with 1 when a scenario fails. See scenarios/README.md for the language.
            """)

    @Argument(help: "Scenario files, or folders of them.")
    var paths: [String] = ["scenarios"]

    @Option(help: ArgumentHelp("Where the golden files are.", valueName: "folder"))
    var golden = "golden"

    @Flag(help: "Write the golden files of scenarios that came out differently, or that have none.")
    var update = false

    @Option(help: ArgumentHelp("Write a JUnit report to this file.", valueName: "file"))
    var junit: String?

    @Option(
        name: .shortAndLong, parsing: .unconditional,
        help: ArgumentHelp("Scenarios played at the same time.", valueName: "number"))
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: ArgumentHelp("Play them in an order that this number gives.", valueName: "number"))
    var shuffle: UInt64?

    @OptionGroup var door: DoorOptions

    func validate() throws {
        guard (1...256).contains(jobs) else {
            throw ValidationError("--jobs must be between 1 and 256, and is \(jobs).")
        }
    }

    func run() async throws {
        let console = Console()
        var files: [ScenarioFiles.Found]
        do { files = try ScenarioFiles.find(paths) } catch {
            try console.fail("\(error.message): \(error.file). Name scenario files, or folders of them: kass test PATH")
        }
        guard !files.isEmpty else { try console.fail("there is no scenario in \(paths.joined(separator: ", "))") }
        if let shuffle {
            var order = SeededStream(seed: shuffle, name: "scenarios.order")
            files.shuffle(using: &order)
        }
        let reports = try await play(files, console)
        if let junit {
            let ordered = reports.sorted { $0.name < $1.name }
            do { try JUnitReport.xml(ordered).write(toFile: junit, atomically: true, encoding: .utf8) } catch {
                try console.fail("\(junit) cannot be written: \(error.localizedDescription)")
            }
        }
        let failed = reports.count(where: \.hasFailed)
        let skipped = reports.count(where: \.isSkipped)
        let told = skipped > 0 ? ", \(skipped) skipped" : ""
        console.line("\(reports.count - failed - skipped) passed, \(failed) failed\(told)")
        if failed > 0 { throw ExitCode.failure }
    }

    /// In worlds of their own, or on the chatbot of a profile that is live.
    private func play(_ files: [ScenarioFiles.Found], _ console: Console) async throws -> [ScenarioReport] {
        let profile = try door.profiles.resolved(console)
        guard door.url != nil || !profile.liveServices.isEmpty else {
            return await ScenarioRunner(golden: golden, updates: update).run(files, jobs: jobs) { console.scenario($0) }
        }
        var reports: [ScenarioReport] = []
        try await door.withDoor(console) { door in
            let clock = RealClock()
            let runner = DoorRunner(door: door.answer) { try await clock.sleep(for: $0) }
            reports = await runner.run(files) { console.scenario($0) }
        }
        return reports
    }
}

extension Console {
    func scenario(_ report: ScenarioReport) {
        defer { for figure in report.figures { line("        \(dim(figure))") } }
        switch report.outcome {
        case .passed: line("\(green("ok     ")) \(report.name), \(report.steps) steps")
        case .updated: line("\(yellow("updated")) \(report.name)")
        case .skipped(let reason): line("\(dim("skipped")) \(report.name): \(reason)")
        case .failed(let failures):
            let details = failures.map { "\($0.place) \($0.message)" }.joined(separator: "\n")
            line(
                "\(red("FAILED ")) \(report.name)\n\(details.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))"
            )
        }
    }
}
