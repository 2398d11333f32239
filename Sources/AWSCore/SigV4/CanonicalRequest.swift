/// A request in the one form that signer and verifier agree on.
///
/// Source: AWS General Reference, "Create a signed AWS API request", step 1.
public struct CanonicalRequest: Sendable {
    public let text: String

    /// - Parameters:
    ///   - signedHeaders: names in lower case, in the order in which they are signed.
    ///   - signsPathOnce: as S3 does: the path is neither normalised nor encoded a second time.
    public init(_ request: HTTPRequest, signedHeaders: [String], payload: String, signsPathOnce: Bool) {
        var text = request.method
        text += "\n"
        text += signsPathOnce ? Self.pathAsSent(request.path) : Self.normalisedPath(request.path)
        text += "\n"
        text += Self.query(request.query)
        text += "\n"
        for name in signedHeaders {
            text += "\(name):\(request.headers[all: name].map(Self.trimmed).joined(separator: ","))\n"
        }
        text += "\n"
        text += signedHeaders.joined(separator: ";")
        text += "\n"
        text += payload
        self.text = text
    }

    public var hash: String { HashAlgorithm.sha256.hexDigest(of: text.utf8) }

    /// Each segment decoded and encoded again, so that all ways to write it give the same signature.
    private static func pathAsSent(_ path: String) -> String {
        guard !path.isEmpty else { return "/" }
        return path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { segment in
            let decoded = PercentEncoding.decode(utf8: segment, plusIsSpace: false)
            return PercentEncoding.encode(decoded ?? String(decoding: segment, as: UTF8.self))
        }.joined(separator: "/")
    }

    /// Without `.`, `..` and empty segments (RFC 3986, section 6), then encoded on top of what is encoded already.
    private static func normalisedPath(_ path: String) -> String {
        var segments: [Substring.UTF8View] = []
        let all = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true)
        for segment in all where !segment.elementsEqual(".".utf8) {
            if segment.elementsEqual("..".utf8) {
                _ = segments.popLast()
            } else {
                segments.append(segment)
            }
        }
        guard !segments.isEmpty else { return "/" }
        let end = path.utf8.last == UInt8(ascii: "/") ? "/" : ""
        let encoded = segments.map { PercentEncoding.encode(String(decoding: $0, as: UTF8.self)) }
        return "/\(encoded.joined(separator: "/"))\(end)"
    }

    /// Sorted by encoded name, then by encoded value; without the signature itself.
    private static func query(_ items: [HTTPRequest.QueryItem]) -> String {
        if items.isEmpty { return "" }
        let encoded = items.filter { $0.name != SigV4Query.signature }.map { item in
            (name: PercentEncoding.encode(item.name), value: PercentEncoding.encode(item.value ?? ""))
        }
        return encoded.sorted { ($0.name, $0.value) < ($1.name, $1.value) }.map { "\($0.name)=\($0.value)" }
            .joined(separator: "&")
    }

    /// Without space at the ends, and with one space for each run of them.
    private static func trimmed(_ value: String) -> String {
        value.utf8.split(whereSeparator: isSpace).map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }
}

/// The query parameters of a presigned request.
enum SigV4Query {
    static let algorithm = "X-Amz-Algorithm"
    static let credential = "X-Amz-Credential"
    static let date = "X-Amz-Date"
    static let expires = "X-Amz-Expires"
    static let signedHeaders = "X-Amz-SignedHeaders"
    static let securityToken = "X-Amz-Security-Token"
    static let signature = "X-Amz-Signature"
}

/// What is signed in place of the request.
enum StringToSign {
    static let algorithm = "AWS4-HMAC-SHA256"

    static func request(_ canonical: CanonicalRequest, date: String, scope: CredentialScope) -> String {
        "\(algorithm)\n\(date)\n\(scope.text)\n\(canonical.hash)"
    }

    static func chunk(hash: String, after signature: String, date: String, scope: CredentialScope) -> String {
        "\(algorithm)-PAYLOAD\n\(date)\n\(scope.text)\n\(signature)\n\(SigV4Payload.emptyHash)\n\(hash)"
    }

    static func trailer(hash: String, after signature: String, date: String, scope: CredentialScope) -> String {
        "\(algorithm)-TRAILER\n\(date)\n\(scope.text)\n\(signature)\n\(hash)"
    }
}
