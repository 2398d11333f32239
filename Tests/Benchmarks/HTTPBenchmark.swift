import Foundation
import Synchronization

/// Requests by raw sockets, so that the client costs little, and the server's CPU time as the system counts it.
enum HTTPBenchmark {
    static let requests = 20_000
    static let peerRequests = 800
    /// Connections at a time, each with a thread that waits for one answer before it asks again.
    static let connections = 8
    static let createTable = """
        {"TableName":"bench","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],\
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"}
        """

    struct Figures {
        let perSecond: Double
        let cpuPerRequest: Duration
    }

    static func run(_ report: inout Report) async throws {
        let bare = try measure(
            ServerProcess(URL(filePath: CommandLine.arguments[0]), ["serve-bare"]), requests, isAWS: false)
        show("a bare Hummingbird route", bare, report)
        let kass = try measure(ServerProcess.kass(), requests)
        show("kass up", kass, report)
        let venv = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: ".venv/bin/moto_server")
        let moto = try measure(ServerProcess(venv, ["-H", "127.0.0.1", "-p", "0"]), peerRequests)
        show("moto's server", moto, report)
        let ratio = moto.cpuPerRequest / kass.cpuPerRequest
        report.goal(
            "server CPU, moto to kass", figure(ratio, "times"), isMet: ratio >= 40, "40 times less CPU a request")
    }

    private static func show(_ name: String, _ figures: Figures, _ report: Report) {
        report.line(
            name,
            figure(figures.perSecond, "requests/s")
                + figure(figures.cpuPerRequest.microseconds, "µs server CPU/request"))
    }

    private static func measure(_ server: ServerProcess, _ requests: Int, isAWS: Bool = true) throws -> Figures {
        let client = try LoadClient(port: server.port)
        if isAWS {
            try client.exchange(LoadClient.request("CreateTable", createTable))
            try client.exchange(LoadClient.request("DescribeTable", #"{"TableName":"bench"}"#))
            try client.exchange(LoadClient.request("PutItem", #"{"TableName":"bench","Item":\#(item)}"#))
        }
        let get = LoadClient.request("GetItem", #"{"TableName":"bench","Key":{"pk":{"S":"key"}}}"#)
        try load(server.port, get, requests / 10)
        let before = try server.cpuTime
        let elapsed = try ContinuousClock().measure { try load(server.port, get, requests) }
        let cpu = try server.cpuTime - before
        return Figures(perSecond: Double(requests) / (elapsed / .seconds(1)), cpuPerRequest: cpu / requests)
    }

    /// - Throws: what the first connection to fail met.
    private static func load(_ port: UInt16, _ request: [UInt8], _ requests: Int) throws {
        let failure = Mutex<(any Error)?>(nil)
        let finished = DispatchGroup()
        for _ in 0..<connections {
            finished.enter()
            Thread.detachNewThread {
                defer { finished.leave() }
                do {
                    let client = try LoadClient(port: port)
                    for _ in 0..<(requests / connections) { try client.exchange(request) }
                } catch {
                    failure.withLock { $0 = $0 ?? error }
                }
            }
        }
        finished.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }

    /// 1 KB in ten attributes.
    static var item: String {
        let attributes = (0..<9).map { #""attribute\#($0)":{"S":"\#(String(repeating: "x", count: 100))"}"# }
        return #"{"pk":{"S":"key"},\#(attributes.joined(separator: ","))}"#
    }
}
