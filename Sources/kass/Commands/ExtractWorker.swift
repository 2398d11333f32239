import ArgumentParser
import Documents

/// The child process in which a document is read, apart from everything else.
struct ExtractWorker: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ExtractionWorker.subcommand, abstract: "Reads one document, for another kass.",
        shouldDisplay: false)

    func run() {
        ExtractionWorker.main()
    }
}
