import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// A server that does nothing but answer: what HTTP costs before anyone does any work.
enum BareServer {
    /// What a GetItem of the benchmarks answers.
    static let body = ByteBuffer(string: #"{"Item":\#(HTTPBenchmark.item)}"#)

    /// Serves on a free port, which it prints, until it is killed.
    static func serve() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = try HTTPServerBuilder.http1().buildServer(
            configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0)), eventLoopGroup: group,
            logger: Logger(label: "bare")
        ) { request, writer, _ in
            for try await _ in request.body {}
            let head = HTTPResponse(
                status: .ok,
                headerFields: [
                    .contentType: "application/x-amz-json-1.0", .contentLength: String(body.readableBytes),
                ])
            try await writer.write(response: head, body: ResponseBody(byteBuffer: body))
        } onServerRunning: { channel in
            Report.write("listening at http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
        }
        try await server.run()
    }
}
