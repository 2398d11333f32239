import Foundation

/// AWS's protocols over HTTP, by one connection and by many, in one run with the peers: what they cost the server.
enum WireBenchmark {
    static let manyConnections = 32
    static let warmUpSeconds = 0.3
    static let seconds = 1.0

    private struct Candidate {
        let name: String
        let server: ServerProcess
        /// Answers everything with the same bytes.
        var isBare = false
    }

    static func run(_ report: inout Report) throws {
        let candidates = try candidates()
        for candidate in candidates where !candidate.isBare { try prepare(candidate) }
        for call in WireCall.all {
            report.heading(
                "\(call.name)          requests/s, p50 and p99 in µs: 1 connection | \(manyConnections) | server CPU")
            var costs: [String: Double] = [:]
            for candidate in candidates where !candidate.isBare || call.name == WireCall.all[0].name {
                costs[candidate.name] = measure(call, candidate, report)
            }
            judge(call, costs, &report)
        }
    }

    private static func candidates() throws -> [Candidate] {
        let venv = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../.venv-bench/bin")
        return [
            Candidate(
                name: "bare route",
                server: try ServerProcess(URL(filePath: CommandLine.arguments[0]), ["serve-bare"]), isBare: true),
            Candidate(name: "kass up", server: try ServerProcess.kass(["--empty"])),
            Candidate(
                name: "MiniStack",
                server: try ServerProcess(
                    venv.appending(path: "ministack"), [],
                    environment: ["GATEWAY_PORT": String(try ServerProcess.freePort())])),
            Candidate(
                name: "moto",
                server: try ServerProcess(venv.appending(path: "moto_server"), ["-H", "127.0.0.1", "-p", "0"])),
        ]
    }

    private static func prepare(_ candidate: Candidate) throws {
        let client = try LoadClient(port: candidate.server.port)
        for request in WireCall.preparation { try client.exchange(request) }
    }

    /// - Returns: microseconds of server CPU for a request; nil where the server does not answer such.
    private static func measure(_ call: WireCall, _ candidate: Candidate, _ report: Report) -> Double? {
        do {
            _ = try WireLoad.run(call, on: candidate.server, connections: 4, seconds: warmUpSeconds)
            let one = try WireLoad.run(call, on: candidate.server, connections: 1, seconds: seconds)
            let many = try WireLoad.run(call, on: candidate.server, connections: manyConnections, seconds: seconds)
            report.line(candidate.name, "\(text(one)) | \(text(many)) | \(figure(many.cpuPerRequest, "µs"))")
            return many.cpuPerRequest
        } catch {
            let reason = "\(error)".split(whereSeparator: \.isNewline).first ?? ""
            report.line(candidate.name, "does not answer: \(reason)")
            return nil
        }
    }

    private static func text(_ load: WireLoad) -> String {
        figure(load.perSecond, "") + figure(load.percentile(0.5), "") + figure(load.percentile(0.99), "")
    }

    private static func judge(_ call: WireCall, _ costs: [String: Double], _ report: inout Report) {
        guard let own = costs["kass up"] else { return }
        if call.isLarge {
            let speed = Double(call.bytes) / own / 1000
            report.goal("\(call.name), a core", figure(speed, "GB/s"), isMet: speed > 2, "more than 2 GB/s")
            return
        }
        if let bare = costs["bare route"] {
            report.goal(
                "\(call.name), kass to bare", figure(own / bare, "times"), isMet: own / bare <= 1.5, "at most 1.5 times"
            )
        }
        for (peer, goal) in [("moto", 50.0), ("MiniStack", 7.0)] {
            guard let cost = costs[peer] else { continue }
            report.goal(
                "\(call.name), \(peer) to kass", figure(cost / own, "times"), isMet: cost / own >= goal,
                "\(Int(goal)) times less CPU")
        }
    }
}
