import AWSCore
import NIOCore
import NIOHTTP1

extension HTTPRequest {
    /// The request as it came: path and header names untouched, the query decoded.
    /// - Throws: ``WireError`` for a query that is no percent-encoded UTF-8.
    init(_ head: HTTPRequestHead, body: ByteStream) throws(WireError) {
        let target = Self.originForm(head.uri)
        var headers: [AWSCore.HTTPHeaders.Field] = []
        headers.reserveCapacity(head.headers.count)
        for field in head.headers { headers.append(AWSCore.HTTPHeaders.Field(field.name, field.value)) }
        var path = String(target)
        var query: [QueryItem] = []
        if let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) {
            path = String(target[..<mark])
            query = try QueryString.parse(String(target[target.index(after: mark)...]), plusIsSpace: true)
        }
        self.init(
            method: head.method.rawValue, path: path, query: query, headers: AWSCore.HTTPHeaders(headers), body: body)
    }

    /// A proxy's request line names scheme and host too: `GET http://localhost:4566/bucket HTTP/1.1`.
    private static func originForm(_ target: String) -> Substring {
        guard !target.hasPrefix("/"), let scheme = target.firstRange(of: "://") else { return target[...] }
        let rest = target[scheme.upperBound...]
        return rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
    }
}

extension HTTPRequestHead {
    /// The client waits for `100 Continue` before it sends the body.
    var expectsContinue: Bool {
        (isMultiplexed || version.minor >= 1) && headers.first(name: "Expect")?.lowercased() == "100-continue"
    }

    /// After a request that asks for another protocol, NIO's decoder reads no further request.
    var endsConnection: Bool {
        !isMultiplexed && (!isKeepAlive || headers.contains(name: "Upgrade") || method == .CONNECT)
    }

    /// The request has a stream of its own.
    var isMultiplexed: Bool { version.major >= 2 }
}
