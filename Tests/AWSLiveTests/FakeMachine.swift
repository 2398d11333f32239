import AWSLive
import Synchronization

/// A machine that is made of a test's variables, files and programs.
final class FakeMachine: Sendable {
    private let variables: Mutex<[String: String]>
    private let files: Mutex<[String: String]>
    private let programs: @Sendable (String) throws(ConfigurationError) -> String

    init(
        _ variables: [String: String] = [:], files: [String: String] = [:],
        programs: @escaping @Sendable (String) throws(ConfigurationError) -> String = {
            command throws(ConfigurationError) in throw ConfigurationError("There is no program '\(command)'.")
        }
    ) {
        self.variables = Mutex(variables.merging(["HOME": "/home/me"]) { first, _ in first })
        self.files = Mutex(files)
        self.programs = programs
    }

    func set(_ name: String, _ value: String?) { variables.withLock { $0[name] = value } }
    func write(_ path: String, _ text: String?) { files.withLock { $0[path] = text } }

    var machine: Machine {
        Machine(
            variables: { self.variables.withLock { $0 } },
            read: { path throws(ConfigurationError) in
                self.files.withLock { $0[path] }.map { Array($0.utf8) }
            },
            run: { command async throws(ConfigurationError) in Array(try self.programs(command).utf8) })
    }
}
