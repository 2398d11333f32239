import Foundation

/// Wall time of one repetition, the best of several samples: what the code costs when nothing disturbs it.
enum Measure {
    static let samples = 7

    static func best(of repetitions: Int, _ body: () throws -> Void) rethrows -> Duration {
        let clock = ContinuousClock()
        return try (0..<samples).map { _ in
            try clock.measure { for _ in 0..<repetitions { try body() } } / repetitions
        }.min() ?? .zero
    }

    static func best(of repetitions: Int, _ body: (Int) async throws -> Void) async rethrows -> Duration {
        let clock = ContinuousClock()
        var best = Duration.seconds(3600)
        for _ in 0..<samples {
            let start = clock.now
            for index in 0..<repetitions { try await body(index) }
            best = min(best, (clock.now - start) / repetitions)
        }
        return best
    }
}

/// What the system counts of a process.
enum ProcessFigures {
    /// CPU time of all its threads, in user and in system mode, in steps of 10 ms.
    static func cpuTime(of identifier: Int32) throws -> Duration {
        let stat = try String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8)
        // Fields after the command, which may hold spaces: 14 and 15 of the whole line are ticks of 10 ms.
        let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
        return .milliseconds(((Int64(fields[12]) ?? 0) + (Int64(fields[13]) ?? 0)) * 10)
    }

    static func residentMegabytes(of identifier: Int32) throws -> Double { try memory(of: identifier).resident }

    /// What a process has in memory, in megabytes, and how much of that is its own: the rest are pages of files, which
    /// the system takes back when it needs them.
    static func memory(of identifier: Int32) throws -> (resident: Double, own: Double) {
        let status = try String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)
        func megabytes(_ name: String) -> Double {
            let line = status.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
            return (line.split(separator: " ").compactMap { Double($0) }.first ?? 0) / 1024
        }
        return (megabytes("VmRSS"), megabytes("RssAnon"))
    }
}
