import AWSCore
import AWSDynamoDB
import AWSLive
import Foundation
import Testing

/// Many calls, many of which go wrong: neither connections nor memory may be left behind.
///
/// A few thousand calls each time; `KASS_SOAK=100000 swift test --filter SoakTests` makes as many, and looks at the
/// memory and the descriptors of the process, which it then has for itself.
@Suite(.serialized) struct SoakTests {
    static let callsMax = SystemEnvironment.variables["KASS_SOAK"].flatMap { Int($0) } ?? 4000
    static let callersMax = 16
    private static let isAlone = SystemEnvironment.variables["KASS_SOAK"] != nil

    @Test func leavesNothingBehind() async throws {
        let requests = Counter()
        let server = try RawServer { peer in
            while true {
                _ = try peer.request()
                switch requests.increment() % 50 {
                case 0: try peer.reply("500 Oops")
                case 1: return
                case 2:
                    try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
                    return
                default: try peer.reply("200 OK", #"{"TableNames":["a"]}"#)
                }
            }
        }
        var configuration = LiveConfiguration(
            region: "eu-west-1", credentials: StaticCredentials(account: "123456789012"), endpoint: server.origin)
        configuration.surroundings = StillSurroundings().value
        let clients = LiveClients(configuration, transport: CurlTransport(environment: [:]))
        let succeeded = Counter()
        try await call(clients, Self.callsMax / 10, succeeded)
        let memory = Self.residentBytes()
        let descriptors = Self.openDescriptors()
        try await call(clients, Self.callsMax, succeeded)
        // Six requests of a hundred fail; hardly any call fails four times.
        #expect(succeeded.value >= Self.callsMax * 99 / 100)
        if Self.isAlone {
            #expect(Self.openDescriptors() <= descriptors + Self.callersMax)
            #expect(Self.residentBytes() - memory < 24 << 20, "of \(memory >> 20) MB before")
        }
        // Each server's end that closed made one new connection, and nothing else did.
        #expect(server.connectionCount <= requests.value / 25 + 2 * Self.callersMax)
    }

    private func call(_ clients: LiveClients, _ count: Int, _ succeeded: Counter) async throws {
        let next = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.callersMax {
                group.addTask {
                    while next.increment() <= count {
                        if (try? await clients.dynamoDB.listTables(.init())) != nil { succeeded.increment() }
                    }
                }
            }
        }
    }

    /// 0 where the system has no `/proc`.
    private static func residentBytes() -> Int {
        let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        return (text?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }

    private static func openDescriptors() -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    }
}
