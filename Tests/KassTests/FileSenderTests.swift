import AWSCore
import Foundation
import TestSupport
import Testing
import World
import kass

@Suite struct FileSenderTests {
    private let folder = TemporaryDirectory()

    private func file(_ bytes: Int) throws -> IngestedFile {
        try Data(count: bytes).write(to: URL(filePath: "\(folder.path)/a.txt"))
        return try #require(try IngestedFile.find(["a.txt"], from: folder.path).first)
    }

    @Test func aServerThatIsBusyIsAskedAgain() async throws {
        let asked = Lock(0)
        let door = Door { _ in
            let count = asked.withLock { count in
                count += 1
                return count
            }
            return count < 3
                ? HTTPResponse(status: 503) : HTTPResponse(status: 202, body: .bytes(Array(#"{"source": "s"}"#.utf8)))
        }
        let sender = FileSender(door: door, bytesMax: nil, deadline: RealClock.uptime + .seconds(600))
        #expect(try await sender.send(try file(3)) == .taken(source: "s"))
        #expect(asked.withLock { $0 } == 3)
    }

    @Test func aFileThatIsTooLargeIsNotRead() async throws {
        let door = Door { _ in
            Issue.record("it was sent")
            return HTTPResponse(status: 500)
        }
        let sender = FileSender(door: door, bytesMax: 1 << 20, deadline: .zero)
        #expect(
            try await sender.send(try file(3 << 20))
                == .refused(reason: "The file has 3 MB; a document may have at most 1 MB."))
    }
}
