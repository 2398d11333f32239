import Foundation

/// A process whose end can be awaited without holding a thread: `waitUntilExit` needs a run loop.
struct ChildProcess: Sendable {
    private let process: Process
    private let statuses: AsyncStream<Int32>

    /// Starts `process`.
    init(_ process: Process) throws {
        let (statuses, ended) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            ended.yield(process.terminationStatus)
            ended.finish()
        }
        try process.run()
        self.process = process
        self.statuses = statuses
    }

    /// At once, whatever it is doing: a server may wait for its clients before it heeds a polite request.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
    }

    /// The exit status, once the process has ended.
    func status() async -> Int32 {
        for await status in statuses { return status }
        return 0
    }
}

extension FileHandle {
    /// All that comes, read on a thread of its own.
    func text() async -> String {
        await onThread { String(decoding: self.readDataToEndOfFile(), as: UTF8.self) }
    }

    /// What is there, as soon as something is; nil at the end.
    func chunk() async -> String? {
        await onThread {
            let data = self.availableData
            return data.isEmpty ? nil : String(decoding: data, as: UTF8.self)
        }
    }

    private func onThread<Value: Sendable>(_ read: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: read()) }
        }
    }
}
