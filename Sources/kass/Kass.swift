package import ArgumentParser
import YAMLFiles

@main
package struct Kass: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "kass",
        abstract: "A chatbot written against AWS, and an AWS on this machine to run it on.",
        discussion: """
            Start it and open http://127.0.0.1:8080, or stay in the terminal:

              kass up
              kass ingest handbook.pdf prices.xlsx
              kass ask "How many days of leave are there?"
              kass chat

            The AWS underneath is there for any AWS tool:

              aws dynamodb list-tables --endpoint-url http://127.0.0.1:4566

            The same commands work on AWS, by a profile of kass.yaml:

              kass config --init
              kass doctor --profile staging
              kass ask --profile staging "How many days of leave are there?"
            """,
        version: "kass \(version)",
        subcommands: [
            Up.self, Ingest.self, Ask.self, Chat.self, Search.self, Test.self, Config.self, DoctorCommand.self,
            TLS.self, Bench.self, ExtractWorker.self,
        ])

    static let version = "0.1.0"

    package init() {}

    package static func main() async {
        let words = Array(CommandLine.arguments.dropFirst())
        if let refusal = refusal(of: words) { exit(withError: ValidationError(refusal)) }
        await main(words)
    }

    /// What is said to someone whose command is none.
    package static func refusal(of words: [String]) -> String? {
        let names = configuration.subcommands.map { $0._commandName } + ["help"]
        guard let word = words.first, !word.hasPrefix("-"), !names.contains(word) else { return nil }
        let guess = (nested(word) ?? Spelling.nearest(to: word, among: names)).map { "; did you mean `\($0)`?" }
        return "There is no command `\(word)`\(guess ?? ".")"
    }

    /// `bench vector` for someone who remembers its second word.
    private static func nested(_ word: String) -> String? {
        configuration.subcommands.first { $0.configuration.subcommands.contains { $0._commandName == word } }
            .map { "\($0._commandName) \(word)" }
    }
}
