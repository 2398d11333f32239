import AWSCore

/// Puts a response's head together from the lines that libcurl passes on.
struct ResponseHeadReader {
    private(set) var status = 0
    private(set) var headers = HTTPHeaders()
    /// A line of the response has come, be it of `100 Continue`.
    private(set) var hasBegun = false

    /// - Returns: true when the line completes the head of the final response.
    mutating func read(_ line: UnsafeRawBufferPointer) -> Bool {
        hasBegun = true
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            status = text.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 0
            headers = HTTPHeaders()
            return false
        }
        if line.first == 0x0D || line.first == 0x0A { return status >= 200 }
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let value = text[text.utf8.index(after: colon)...]
        headers.append(String(text[..<colon]), Self.trimmed(value))
        return false
    }

    var contentLength: Int64? { headers["Content-Length"].flatMap { Int64($0) } }

    func response(body: ByteStream) -> HTTPResponse {
        HTTPResponse(status: status, headers: headers, body: body)
    }

    private static func trimmed(_ text: Substring) -> String {
        let utf8 = text.utf8
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
        guard let first = utf8.firstIndex(where: { !isSpace($0) }), let last = utf8.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(text[first...last])
    }
}
