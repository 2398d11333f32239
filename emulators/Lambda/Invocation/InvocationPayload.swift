import AWSCore
import AWSLambda

/// The payload of an invocation, checked in the order in which AWS checks it: its size, then that it is JSON.
struct InvocationPayload: Sendable {
    let event: Document
    let bytes: [UInt8]

    /// - Parameter type: as it stands in the request; it decides on the limit.
    static func checkSize(_ payload: Blob?, _ type: String) throws(LambdaError) {
        let limit = type == "Event" ? LambdaLimits.asynchronousBytesMax : LambdaLimits.synchronousBytesMax
        guard let count = payload?.count, count > limit else { return }
        throw .tooLarge("\(count) byte payload is too large for the \(type) invocation type (limit \(limit) bytes)")
    }

    /// No payload at all is an empty object.
    init(_ payload: Blob?) throws(LambdaError) {
        bytes = payload.map(\.bytes).flatMap { $0.isEmpty ? nil : $0 } ?? Array("{}".utf8)
        do throws(WireError) {
            event = try Document(json: bytes)
        } catch {
            throw .invalidContent(
                "Could not parse request body into json: Could not parse payload into json: "
                    + PayloadFault(error, in: bytes).words)
        }
    }

    /// What `ClientContext` says: JSON in base64.
    static func clientContext(_ text: String?) throws(LambdaError) -> Document? {
        guard let text, !text.isEmpty else { return nil }
        guard text.utf8.count <= LambdaLimits.clientContextBytesMax else {
            throw .invalidContent(
                "Client context must be no more than \(LambdaLimits.clientContextBytesMax) bytes")
        }
        guard let json = Blob(base64: text), let context = try? Document(json: json.bytes), context.object != nil
        else { throw .invalidContent("Client context must be a valid Base64-encoded JSON object.") }
        return context
    }
}

/// Where a payload stops being JSON, in the words of the parser that AWS uses (recorded,
/// test_lambda_invoke_payload_encoding_error).
private struct PayloadFault {
    let words: String

    init(_ error: WireError, in bytes: [UInt8]) {
        guard case .malformed(_, let offset) = error else {
            words = "Document nesting depth exceeds the maximum allowed"
            return
        }
        let (message, at) = Self.message(bytes, offset)
        let line = bytes[..<min(at, bytes.count)].count { $0 == UInt8(ascii: "\n") } + 1
        let start = bytes[..<min(at, bytes.count)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        words =
            message
            + "\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: \(line), "
            + "column: \(at - start + 1)]"
    }

    private static let expected =
        "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"

    private static func message(_ bytes: [UInt8], _ offset: Int) -> (String, Int) {
        guard offset < bytes.count else { return ("Unexpected end-of-input", offset) }
        let byte = bytes[offset]
        if let bad = brokenLiteral(bytes, offset) {
            return ("Invalid UTF-8 start byte 0x\(String(bytes[bad], radix: 16))", bad + 1)
        }
        let shown =
            (0x20..<0x7F).contains(byte)
            ? "'\(Character(UnicodeScalar(byte)))' (code \(byte))" : "(CTRL-CHAR, code \(byte))"
        return ("Unexpected character (\(shown)): \(expected)", offset)
    }

    /// The first byte that ends a word of letters and begins no character.
    private static func brokenLiteral(_ bytes: [UInt8], _ offset: Int) -> Int? {
        let end = bytes[offset...].firstIndex { !(0x61...0x7A).contains($0) } ?? bytes.count
        guard end > offset, end < bytes.count else { return nil }
        return (0x80...0xBF).contains(bytes[end]) || bytes[end] >= 0xF8 ? end : nil
    }
}
