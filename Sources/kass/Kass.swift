import ArgumentParser

@main
struct Kass: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kass",
        abstract: "A chatbot written against AWS, and an AWS on this machine to run it on.",
        discussion: """
            Start the local AWS and point any AWS tool at it:

              kass up
              aws dynamodb list-tables --endpoint-url http://127.0.0.1:4566
            """,
        version: "kass \(version)",
        subcommands: [Up.self])

    static let version = "0.1.0"
}
