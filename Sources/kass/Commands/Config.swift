import AWSCore
import ArgumentParser
import Chatbot
import Foundation
import Profiles

/// `kass config`: what holds, and where each value came from.
struct Config: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Print what holds in a profile, and where each value came from.",
        discussion: """
            A profile says which services are emulated and which are AWS's own, where, and by which models and names. \
            Profiles stand in kass.yaml, in this directory or one above; without such a file there are `local` and \
            `staging`, as `--init` would write them. An option weighs more than an environment variable, that more \
            than the file. Secrets come from environment variables alone and are never printed.

            EXAMPLES
              kass config --init                   write a kass.yaml with comments, to be changed
              kass config                          the profile that holds
              kass config --profile staging
              KASS_REGION=eu-west-1 kass config --profile staging --json | jq .settings.region
              kass config --variables              every setting, with its variable

            Exits with 1 for a file that is not valid, with the line and what was probably meant.
            """)

    @OptionGroup var profiles: ProfileOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(name: .customLong("init"), help: "Write a kass.yaml with comments, where there is none.")
    var writes = false

    @Flag(help: "Print every setting, with the environment variable that overrides it.")
    var variables = false

    func run() async throws {
        let console = Console()
        if writes { return try write(console) }
        if variables { return console.table(Settings.all.map { [$0.key, $0.variable, $0.help] }) }
        let profile = try profiles.resolved(console)
        do { _ = try ChatbotConfiguration(variables: profile.variables) } catch { try console.explain(error) }
        if json { return console.line(Self.document(profile).jsonText(.sorted)) }
        console.line("\(console.bold("profile \(profile.name)"))")
        console.table(profile.values.map { [$0.setting.key, $0.shown, console.dim("\($0.source)")] })
        let missing = Settings.all.map(\.key).filter { profile[$0] == nil && !$0.hasPrefix("endpoints.") }
        if !missing.isEmpty { console.line(console.dim("not set: \(missing.joined(separator: ", "))")) }
    }

    private func write(_ console: Console) throws {
        let path = profiles.config ?? ProfileFile.name
        do {
            try Data(ProfileTemplate.text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
        } catch CocoaError.fileWriteFileExists {
            try console.fail("\(path) is there already; it was left as it is.")
        } catch {
            try console.fail("\(path) cannot be written: \(error.localizedDescription)")
        }
        console.line("\(path) is written. `kass config` prints what holds.")
    }

    private static func document(_ profile: Profile) -> Document {
        let settings = profile.values.map { value in
            Document.Entry(
                value.setting.key, ["value": .string(value.shown), "source": .string("\(value.source)")])
        }
        return ["profile": .string(profile.name), "settings": .object(.init(settings))]
    }
}

extension Console {
    /// Columns as wide as what stands in them; the last one as long as it is.
    func table(_ rows: [[String]]) {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        for row in rows {
            let cells = row.enumerated().map { index, cell in
                index == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[index] - cell.count)
            }
            line(cells.joined(separator: "  "))
        }
    }
}
