public import AWSCore
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Serves HTTP/1.1 and HTTP/2 on one port, plain and with TLS: keep-alive, `Expect: 100-continue`, bodies that stream
/// both ways, and limits on all of it.
public struct HTTPServer: Sendable {
    /// What answers a request. Errors are answers, too.
    public typealias Answer = @Sendable (HTTPRequest) async -> HTTPResponse

    private let answer: Answer
    private let host: String
    private let port: Int
    private let limits: HTTPLimits
    private let date: HTTPDate
    private let tls: TLSContext?
    private let logger: Logger

    /// - Parameters:
    ///   - host: to listen on; loopback unless told otherwise.
    ///   - port: 0 takes any that is free.
    ///   - tls: also serves clients that begin with a handshake.
    ///   - clock: for the `Date` of answers.
    public init(
        host: String = "127.0.0.1", port: Int, limits: HTTPLimits = HTTPLimits(), tls: TLSContext? = nil,
        clock: @escaping @Sendable () -> Timestamp, logger: Logger? = nil, answer: @escaping Answer
    ) {
        self.answer = answer
        self.host = host
        self.port = port
        self.limits = limits
        self.tls = tls
        date = HTTPDate(clock)
        self.logger = logger ?? Logger(label: "http") { _ in SwiftLogNoOpLogHandler() }
    }

    /// Serves while `body` runs; afterwards lets requests under way finish, for ``HTTPLimits/drainSecondsMax`` at most.
    /// - Parameter body: is called once connections are accepted, with the address that the server listens on.
    /// - Throws: ``HTTPServerError`` when the port cannot be had; whatever `body` throws.
    public func serving<Result: Sendable>(
        _ body: @Sendable (HTTPAddress) async throws -> Result
    ) async throws -> Result {
        let loops = MultiThreadedEventLoopGroup(numberOfThreads: Self.eventLoopCount)
        do {
            let result = try await serving(on: loops, body)
            try await loops.shutdownGracefully()
            return result
        } catch {
            try? await loops.shutdownGracefully()
            throw error
        }
    }

    /// One loop serves as many requests a second as two, for less; the operations' own work runs on it too.
    private static let eventLoopCount = 1

    private func serving<Result: Sendable>(
        on loops: MultiThreadedEventLoopGroup, _ body: @Sendable (HTTPAddress) async throws -> Result
    ) async throws -> Result {
        let (ports, opened) = AsyncStream.makeStream(of: Int.self)
        let server = Server(
            childChannelSetup: ServerChannel(answer: answer, limits: limits, date: date, tls: tls),
            configuration: ServerConfiguration(
                address: .hostname(host, port: port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connectionsMax)),
            onServerRunning: { opened.yield($0.localAddress?.port ?? 0) }, eventLoopGroup: loops, logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { opened.finish() }
                try await server.run()
            }
            guard let port = await ports.first(where: { _ in true }) else {
                try await explain { try await group.next() }
                throw HTTPServerError.stopped
            }
            let address = HTTPAddress(host: host, port: port)
            let outcome: Swift.Result<Result, any Error>
            do { outcome = .success(try await body(address)) } catch { outcome = .failure(error) }
            await drain(server, on: loops)
            group.cancelAll()
            return try outcome.get()
        }
    }

    private func drain(_ server: Server<ServerChannel>, on loops: MultiThreadedEventLoopGroup) async {
        let drained = loops.next().makePromise(of: Void.self)
        let deadline = loops.next().scheduleTask(in: .nanoseconds(Int64(limits.drainSecondsMax * 1e9))) {
            drained.succeed()
        }
        let stopping = Task {
            try? await server.shutdownGracefully()
            deadline.cancel()
            drained.succeed()
        }
        try? await drained.futureResult.get()
        _ = stopping
    }

    private func explain(_ run: () async throws -> Void?) async throws {
        do {
            _ = try await run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw HTTPServerError.portInUse(host: host, port: port)
        } catch let error as IOError where error.errnoCode == EACCES {
            throw HTTPServerError.portForbidden(host: host, port: port)
        } catch let error as IOError where error.errnoCode == EADDRNOTAVAIL {
            throw HTTPServerError.addressUnknown(host: host)
        } catch is SocketAddressError.UnknownHost {
            throw HTTPServerError.addressUnknown(host: host)
        } catch is SocketAddressError {
            throw HTTPServerError.addressUnknown(host: host)
        }
    }
}

/// Where a server listens.
public struct HTTPAddress: Hashable, Sendable {
    public let host: String
    public let port: Int

    public var url: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}

/// Why a server does not run.
public enum HTTPServerError: Error, Hashable, Sendable {
    case portInUse(host: String, port: Int)
    /// Ports below 1024 need rights that the process does not have.
    case portForbidden(host: String, port: Int)
    case addressUnknown(host: String)
    case stopped
}
