import AWSCloudWatchLogs
import AWSCore
import World

/// The lines of one invocation, as they are written: by the function, and by Lambda around it.
final class InvocationLog: Sendable {
    private struct State {
        var lines: [CloudWatchLogs.InputLogEvent] = []
        var isClosed = false
    }

    private let state = Lock(State())
    private let clock: any WorldClock

    init(_ clock: any WorldClock) {
        self.clock = clock
    }

    /// - Parameter line: without its end. What a function writes after its invocation has ended is lost.
    func write(_ line: String) {
        let bytes = line.utf8.prefix(LambdaLimits.logLineBytesMax - 1)
        let text = bytes.count == line.utf8.count ? line : String(decoding: bytes, as: UTF8.self)
        let event = CloudWatchLogs.InputLogEvent(timestamp: Int(clock.now.milliseconds), message: text + "\n")
        state.withLock { state in
            if !state.isClosed { state.lines.append(event) }
        }
    }

    /// Takes no line any more.
    /// - Returns: all lines in their order.
    func close() -> [CloudWatchLogs.InputLogEvent] {
        state.withLock { state in
            state.isClosed = true
            return state.lines
        }
    }

    /// The end of the text of `lines`, in base64: what `LogType: Tail` gives.
    static func tail(of lines: [CloudWatchLogs.InputLogEvent]) -> String {
        var bytes: [UInt8] = []
        for line in lines.reversed() where bytes.count < LambdaLimits.logTailBytesMax {
            bytes = Array(line.message.utf8) + bytes
        }
        return Blob(Array(bytes.suffix(LambdaLimits.logTailBytesMax))).base64
    }
}

/// Lambda's own lines in the text format (recorded, test_invocation_with_logs).
struct InvocationReport: Sendable {
    let requestID: String
    let duration: Duration
    let billed: Duration
    let memoryMB: Int
    let usedMB: Int
    /// On a cold start.
    let initialization: Duration?
    let isTimedOut: Bool

    var line: String {
        let request = "REPORT RequestId: \(requestID)"
        let time = "Duration: \(duration.millisecondsText) ms\tBilled Duration: \(billed.wholeMilliseconds) ms"
        let memory = "Memory Size: \(memoryMB) MB\tMax Memory Used: \(usedMB) MB"
        let start = initialization.map { "\tInit Duration: \($0.millisecondsText) ms" } ?? ""
        return "\(request)\t\(time)\t\(memory)\(start)\t\(isTimedOut ? "Status: timeout" : "")"
    }
}

extension Duration {
    /// Rounded up.
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }

    /// With two digits of fraction.
    var millisecondsText: String {
        let (seconds, attoseconds) = components
        let hundredths = seconds * 100_000 + attoseconds / 10_000_000_000_000
        let fraction = String(hundredths % 100)
        return "\(hundredths / 100).\(fraction.count == 1 ? "0" : "")\(fraction)"
    }
}
