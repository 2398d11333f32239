import AWSCore
import AWSLive
import Foundation
import Testing

/// The machine that everything really runs on.
@Suite struct MachineTests {
    @Test func runsCommands() async throws {
        #expect(try await Machine.system.run("printf '%s' \"a b\"") == Array("a b".utf8))
        #expect(try await Machine.system.run("printf %0100000d 0").count == 100_000)
    }

    static let failures = [
        ("exit 3", "The program failed with status 3."), ("false", "The program failed with status 1."),
    ]

    @Test(arguments: failures) func saysHowCommandsFail(command: String, words: String) async throws {
        await #expect(throws: ConfigurationError(words)) { try await Machine.system.run(command) }
    }

    @Test func readsFiles() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "kass-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "config")
        let text = String(repeating: "region = eu-west-1\n", count: 2000)
        try text.write(to: file, atomically: true, encoding: .utf8)
        #expect(try Machine.system.read(file.path) == Array(text.utf8))
        #expect(try Machine.system.read(folder.path + "/none") == nil)
        #expect(throws: ConfigurationError.self) { try Machine.system.read(folder.path) }
    }

    @Test func readsVariables() {
        #expect(Machine.system.variables()["PATH"] != nil)
    }
}
