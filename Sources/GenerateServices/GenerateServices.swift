import AWSCore
import ArgumentParser
import Foundation

/// Makes the AWS service targets out of botocore's service models, in two steps: `prune` keeps of the models what is
/// needed, `emit` writes Swift from that. Only the first needs anything from outside the repository.
@main
struct GenerateServices: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the AWS service targets from botocore's service models.",
        subcommands: [Prune.self, Emit.self])
}

struct Prune: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keeps of botocore's models the chosen operations, the shapes they reach, and no documentation.")

    @Option(help: "The data directory of an unpacked botocore wheel; its models unzipped.")
    var botocore: String
    @Option(help: "The version of that wheel.")
    var version: String
    @Option(help: "Where the pruned models go.")
    var models: String

    func run() throws {
        for service in ServiceSelection.all {
            let path = try newestModel(of: service.model)
            let model = try Document(json: Array(try Data(contentsOf: path)))
            let pruned = try Pruner.prune(model, to: service, botocoreVersion: version)
            let file = URL(filePath: models).appending(path: "\(service.model).json")
            try Data(ModelFile.text(of: pruned).utf8).write(to: file)
        }
    }

    /// The model of the latest API version that the wheel has.
    private func newestModel(of service: String) throws -> URL {
        let directory = URL(filePath: botocore).appending(path: service)
        let versions = try FileManager.default.contentsOfDirectory(atPath: directory.path()).sorted()
        let models = versions.map { directory.appending(path: "\($0)/service-2.json") }
        guard let newest = models.last(where: { FileManager.default.fileExists(atPath: $0.path()) }) else {
            throw GeneratorError("no service-2.json below \(directory.path())")
        }
        return newest
    }
}

struct Emit: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Writes the service targets from pruned models.")

    @Option(help: "The directory of the pruned models.")
    var models: String
    @Option(help: "The directory in which each service has its target.")
    var output: String

    func run() throws {
        // All are made before the first is written, so that a failure leaves the sources as they were.
        let targets = try ServiceSelection.all.map { ($0.target, try Generator.files(of: $0, models: models)) }
        for (target, files) in targets {
            let directory = URL(filePath: output).appending(path: target)
            if FileManager.default.fileExists(atPath: directory.path()) {
                try FileManager.default.removeItem(at: directory)
            }
            for file in files { try write(file) }
        }
    }

    private func write(_ file: GeneratedFile) throws {
        let url = URL(filePath: output).appending(path: file.path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: url)
    }
}
