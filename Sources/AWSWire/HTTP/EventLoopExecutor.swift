import NIOCore

/// Runs a connection's tasks on the connection's own event loop.
///
/// A request then crosses no thread on its way to the emulator and back, which costs a third of what hops to the
/// shared pool and back cost. An invoker that blocks would hold up the loop's other connections; ours suspend.
final class EventLoopExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
