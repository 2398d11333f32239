import AWSLive
import ArgumentParser
import Chatbot
import Foundation
import Profiles
import YAMLFiles

/// Which profile a command works by.
struct ProfileOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The profile of kass.yaml to work by: what is emulated, what is live, and where. See `kass config`.",
            valueName: "name"))
    var profile: String?

    @Option(
        help: ArgumentHelp(
            "The file of profiles, instead of the nearest kass.yaml from here upwards.", valueName: "file"))
    var config: String?

    /// - Parameter options: what the command line says beside, by the settings' keys.
    func resolved(_ console: Console, options: [String: (option: String, text: String)] = [:]) throws -> Profile {
        let environment = ProcessInfo.processInfo.environment
        do {
            let file = try Self.file(at: config ?? environment["KASS_CONFIG"])
            return try ProfileResolver(
                file: file, environment: environment, options: options, fallbacks: Self.fallbacks
            ).profile(named: profile)
        } catch {
            try console.fail("\(error)")
        }
    }

    /// - Parameter path: nil for the nearest, or else the profiles that kass brings.
    static func file(at path: String?) throws -> ProfileFile {
        let places = path.map { [$0] } ?? ProfileFile.places(from: FileManager.default.currentDirectoryPath)
        for place in places {
            guard let data = FileManager.default.contents(atPath: place) else { continue }
            return try ProfileFile(text: String(decoding: data, as: UTF8.self), path: shown(place))
        }
        if let path { throw ProfileMistake("There is no file \(path), or it cannot be read.") }
        return ProfileTemplate.file
    }

    /// `kass.yaml` where it is in the working directory.
    private static func shown(_ path: String) -> String {
        let here = FileManager.default.currentDirectoryPath + "/"
        return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
    }

    /// What the chatbot is when nobody says anything.
    static var fallbacks: [String: String] {
        let models = ModelIDs()
        var fallbacks: [String: String] = [:]
        for role in ModelRole.allCases { fallbacks["models.\(role.rawValue)"] = models[role] }
        guard let configuration = try? ChatbotConfiguration(environment: "local") else { return fallbacks }
        fallbacks["opensearch.index"] = configuration.index
        fallbacks["embedding_dimensions"] = String(configuration.embeddingDimensions)
        return fallbacks
    }
}

extension Profile {
    /// What is emulated is kept here unless someone names another directory.
    var defaultDirectory: String { name == "local" ? ".kass" : ".kass-\(name)" }

    /// Something that is worth keeping is emulated.
    var keepsData: Bool { [.dynamodb, .opensearch, .s3].contains { !isLive($0) } }
}

extension Console {
    /// Ends the command with the words of an error in what someone has configured; rethrows any other.
    func explain(_ error: any Error) throws -> Never {
        switch error {
        case is ProfileMistake, is FileMistake, is Chatbot.ConfigurationError, is AWSLive.ConfigurationError:
            try fail("\(error)")
        default: throw error
        }
    }
}
