/// A request in the one form that signer and verifier agree on.
///
/// Source: AWS General Reference, "Create a signed AWS API request", step 1.
public struct CanonicalRequest: Sendable {
    private let bytes: [UInt8]

    /// - Parameters:
    ///   - signedHeaders: names in lower case, in the order in which they are signed.
    ///   - signsPathOnce: as S3 does: the path is neither normalised nor encoded a second time.
    ///   - omitsSessionToken: leaves the token out of a presigned query.
    public init(
        _ request: HTTPRequest, signedHeaders: [String], payload: String, signsPathOnce: Bool,
        omitsSessionToken: Bool = false
    ) {
        var writer = CanonicalWriter()
        writer.line(request.method)
        signsPathOnce ? writer.pathAsSent(request.path) : writer.normalisedPath(request.path)
        writer.query(request.query, omitsSessionToken: omitsSessionToken)
        for name in signedHeaders { writer.header(name, request.headers) }
        writer.line("")
        writer.line(signedHeaders.joined(separator: ";"))
        writer.append(payload)
        bytes = writer.bytes
    }

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    public var hash: String { HashAlgorithm.sha256.hexDigest(of: bytes) }
}

/// Writes the lines of a canonical request.
private struct CanonicalWriter {
    private(set) var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(1024)
    }

    private static let newline = UInt8(ascii: "\n")
    private static let slash = UInt8(ascii: "/")

    mutating func append(_ text: String) { bytes += text.utf8 }

    mutating func line(_ text: String) {
        append(text)
        bytes.append(Self.newline)
    }

    /// Each segment decoded and encoded again, so that all ways to write it give the same signature.
    mutating func pathAsSent(_ path: String) {
        if path.isEmpty { bytes.append(Self.slash) }
        let segments = path.utf8.split(separator: Self.slash, omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            if index > 0 { bytes.append(Self.slash) }
            if segment.contains(UInt8(ascii: "%")),
                let decoded = PercentEncoding.decode(utf8: segment, plusIsSpace: false)
            {
                PercentEncoding.append(decoded.utf8, to: &bytes)
            } else {
                PercentEncoding.append(segment, to: &bytes)
            }
        }
        bytes.append(Self.newline)
    }

    /// Without `.`, `..` and empty segments (RFC 3986, section 6), then encoded on top of what is encoded already.
    mutating func normalisedPath(_ path: String) {
        var segments: [Substring.UTF8View] = []
        let all = path.utf8.split(separator: Self.slash, omittingEmptySubsequences: true)
        for segment in all where !segment.elementsEqual(".".utf8) {
            if segment.elementsEqual("..".utf8) {
                _ = segments.popLast()
            } else {
                segments.append(segment)
            }
        }
        for segment in segments {
            bytes.append(Self.slash)
            PercentEncoding.append(segment, to: &bytes)
        }
        if segments.isEmpty || path.utf8.last == Self.slash { bytes.append(Self.slash) }
        bytes.append(Self.newline)
    }

    /// Sorted by encoded name, then by encoded value; without the signature itself.
    mutating func query(_ items: [HTTPRequest.QueryItem], omitsSessionToken: Bool) {
        var encoded: [(name: String, value: String)] = []
        for item in items where item.name != SigV4Query.signature {
            if omitsSessionToken, item.name == SigV4Query.securityToken { continue }
            encoded.append((PercentEncoding.encode(item.name), PercentEncoding.encode(item.value ?? "")))
        }
        encoded.sort { $0 < $1 }
        for (index, item) in encoded.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "&")) }
            append(item.name)
            bytes.append(UInt8(ascii: "="))
            append(item.value)
        }
        bytes.append(Self.newline)
    }

    /// All values under `name`, joined by commas.
    mutating func header(_ name: String, _ headers: HTTPHeaders) {
        append(name)
        var separator = UInt8(ascii: ":")
        var isThere = false
        for field in headers.fields where HTTPHeaders.isSame(field.name, name) {
            bytes.append(separator)
            trimmed(field.value)
            separator = UInt8(ascii: ",")
            isThere = true
        }
        if !isThere { bytes.append(separator) }
        bytes.append(Self.newline)
    }

    /// Without space at the ends, and with one space for each run of them.
    private mutating func trimmed(_ value: String) {
        var value = value
        let start = bytes.count
        value.withUTF8 { input in
            guard input.contains(where: ASCII.isSpace) else { return bytes.append(contentsOf: input) }
            var isAfterSpace = false
            for byte in input {
                if ASCII.isSpace(byte) {
                    isAfterSpace = true
                } else {
                    if isAfterSpace, bytes.count > start { bytes.append(UInt8(ascii: " ")) }
                    isAfterSpace = false
                    bytes.append(byte)
                }
            }
        }
    }
}
