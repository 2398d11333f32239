import Foundation

/// Where the transcript of a scenario is kept, to be reviewed like code.
public struct GoldenFile: Hashable, Sendable {
    public let path: String

    /// - Parameter folder: such as `golden`.
    public init(for scenario: String, in folder: String) {
        path = "\(folder)/\(scenario).jsonl"
    }

    /// nil when there is none.
    package func read() -> Transcript? {
        FileManager.default.contents(atPath: path).map { Transcript(text: String(decoding: $0, as: UTF8.self)) }
    }

    package func write(_ transcript: Transcript) throws {
        let url = URL(filePath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(transcript.text.utf8).write(to: url, options: .atomic)
    }
}
