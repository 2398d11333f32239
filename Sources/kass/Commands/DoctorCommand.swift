import AWSCore
import AWSLive
import ArgumentParser
import Chatbot
import Doctor
import Profiles

/// `kass doctor`: everything that would go wrong on AWS, before it does.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check, without changing anything, all that a profile needs on AWS.",
        discussion: """
            Looks at what is live in the profile: credentials, clock, models with their life cycle, tables, buckets, the \
            search collection and its index; with live functions also rules, queues, functions and permissions. Prints \
            a line for each, and what to do about it. It reads only; models are asked about, not called.

              ok         as it must be
              warning    works today, and will not always
              missing    not there, or not as it must be
              unchecked  nobody could tell, and why

            EXAMPLES
              kass doctor --profile staging
              kass doctor --profile staging --json | jq '.findings[] | select(.state == "missing")'
              kass doctor --profile staging --problems     without the lines that are ok
              kass doctor --mapping > index.json           what the search index is created with

            Exits with 1 when something is missing.
            """)

    @OptionGroup var profiles: ProfileOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Leave out what is ok.")
    var problems = false

    @Flag(help: "Print settings and mapping of the search index, and look at nothing.")
    var mapping = false

    func run() async throws {
        let console = Console()
        let profile = try profiles.resolved(console)
        do {
            let configuration = try ChatbotConfiguration(variables: profile.variables)
            if mapping { return console.line(Self.index(configuration, profile).jsonText()) }
            let findings = try await examine(profile, configuration, console)
            if json {
                console.line(Self.document(profile, findings).jsonText(.sorted))
            } else {
                console.line(console.bold(Self.summary(findings)))
            }
            if findings.contains(where: { $0.state == .bad }) { throw ExitCode.failure }
        } catch {
            try console.explain(error)
        }
    }

    private func examine(
        _ profile: Profile, _ configuration: ChatbotConfiguration, _ console: Console
    ) async throws -> [Finding] {
        guard !profile.liveServices.isEmpty else {
            if !json {
                console.line("All services of the profile `\(profile.name)` are emulated: there is nothing to check.")
            }
            return []
        }
        let live = try LiveServices(profile)
        let doctor = Doctor(
            configuration, region: profile.region, account: profile["account"], clients: live.doctorClients,
            now: live.configuration.surroundings.now())
        let tells = !json
        let hides = problems
        return await doctor.examine { finding in
            if tells, !hides || finding.state != .good { console.finding(finding) }
        }
    }

    private static func index(_ configuration: ChatbotConfiguration, _ profile: Profile) -> Document {
        Topology(configuration, in: .init(region: profile.region, account: "000000000000")).index.body
    }

    private static func summary(_ findings: [Finding]) -> String {
        Finding.State.allCases.map { state in "\(findings.count { $0.state == state }) \(state.rawValue)" }
            .joined(separator: ", ")
    }

    private static func document(_ profile: Profile, _ findings: [Finding]) -> Document {
        let list = findings.map { finding in
            Document.object(
                .init([
                    .init("check", .string(finding.kind)), .init("name", .string(finding.name)),
                    .init("state", .string(finding.state.rawValue)), .init("found", .string(finding.words)),
                    .init("advice", finding.advice.map { .string($0) } ?? .null),
                ]))
        }
        return [
            "profile": .string(profile.name), "ok": .bool(!findings.contains { $0.state == .bad }),
            "findings": .list(list),
        ]
    }
}

extension Console {
    func finding(_ finding: Finding) {
        let state = finding.state.rawValue + String(repeating: " ", count: 9 - finding.state.rawValue.count)
        let coloured =
            switch finding.state {
            case .good: green(state)
            case .doubtful: yellow(state)
            case .bad: red(state)
            case .unknown: dim(state)
            }
        let kind = finding.kind + String(repeating: " ", count: max(0, 11 - finding.kind.count))
        line("\(coloured)  \(kind)  \(bold(finding.name)): \(finding.words)")
        if let advice = finding.advice { line(String(repeating: " ", count: 24) + dim(advice)) }
    }
}
