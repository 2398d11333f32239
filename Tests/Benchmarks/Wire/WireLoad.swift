import Foundation
import Synchronization

/// What a number of connections got out of a server in a while.
struct WireLoad {
    /// Of each request, in seconds, sorted.
    let latencies: [Double]
    let seconds: Double
    /// Of the server, all threads.
    let cpu: Duration

    var perSecond: Double { Double(latencies.count) / seconds }
    var cpuPerRequest: Double { cpu.microseconds / Double(latencies.count) }

    /// Microseconds.
    func percentile(_ share: Double) -> Double {
        latencies[min(latencies.count - 1, Int(Double(latencies.count) * share))] * 1e6
    }

    /// Each connection has a thread, which waits for one answer before it asks again.
    /// - Throws: what the first connection to fail met.
    static func run(
        _ call: WireCall, on server: ServerProcess, connections: Int, seconds: Double
    ) throws -> WireLoad {
        let outcome = Mutex<(latencies: [Double], failure: (any Error)?)>(([], nil))
        let finished = DispatchGroup()
        let port = server.port
        let before = try server.cpuTime
        let start = DispatchTime.now().uptimeNanoseconds
        for _ in 0..<connections {
            finished.enter()
            Thread.detachNewThread {
                defer { finished.leave() }
                do {
                    let own = try Self.latencies(of: call, port, until: start + UInt64(seconds * 1e9))
                    outcome.withLock { $0.latencies += own }
                } catch {
                    outcome.withLock { $0.failure = $0.failure ?? error }
                }
            }
        }
        finished.wait()
        let elapsed = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        let cpu = try server.cpuTime - before
        let (latencies, failure) = outcome.withLock { $0 }
        if let failure { throw failure }
        return WireLoad(latencies: latencies.sorted(), seconds: elapsed, cpu: cpu)
    }

    /// At least one.
    private static func latencies(of call: WireCall, _ port: UInt16, until end: UInt64) throws -> [Double] {
        let client = try LoadClient(port: port)
        var latencies: [Double] = []
        var now = DispatchTime.now().uptimeNanoseconds
        repeat {
            try client.exchange(call.request)
            let later = DispatchTime.now().uptimeNanoseconds
            latencies.append(Double(later - now) / 1e9)
            now = later
        } while now < end
        return latencies
    }
}
