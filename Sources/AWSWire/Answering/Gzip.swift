import CZlib

/// Bodies that travel compressed (RFC 1952).
enum Gzip {
    /// A shorter answer is not worth the work, in bytes.
    static let compressedBytesMin = 1024
    private static let pieceBytes = 64 * 1024
    /// As OpenSearch's `http.compression_level`.
    private static let level: Int32 = 3

    enum Failure: Error, Hashable {
        case malformed
        /// It grew past what the server takes: perhaps a bomb.
        case tooLarge
    }

    /// All members of a compressed body, one after the other.
    /// - Parameter bytesMax: of what comes out; no more than that and one piece of 64 KiB is ever held.
    /// - Complexity: O(bytes in and out).
    static func inflate(_ bytes: [UInt8], bytesMax: Int) throws(Failure) -> [UInt8] {
        if bytes.isEmpty { return [] }
        var stream = z_stream()
        guard czlib_inflate_begin(&stream) == Z_OK else { throw .malformed }
        defer { inflateEnd(&stream) }
        return try bytes.withUnsafeBufferPointer { input throws(Failure) in
            // zlib reads from it only.
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = UInt32(clamping: input.count)
            return try inflateAll(&stream, bytesMax: bytesMax)
        }
    }

    private static func inflateAll(_ stream: inout z_stream, bytesMax: Int) throws(Failure) -> [UInt8] {
        var output: [UInt8] = []
        while true {
            var code = Z_OK
            let piece = Self.piece(pieceBytes, of: &stream) { code = CZlib.inflate(&$0, Z_NO_FLUSH) }
            guard output.count + piece.count <= bytesMax else { throw .tooLarge }
            output += piece
            switch code {
            case Z_OK: continue
            case Z_STREAM_END where stream.avail_in == 0: return output
            case Z_STREAM_END: guard inflateReset(&stream) == Z_OK else { throw .malformed }
            // Z_BUF_ERROR among them: the body ends too early.
            default: throw .malformed
            }
        }
    }

    /// - Returns: nil when the system has no memory for it.
    static func deflate(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard czlib_deflate_begin(&stream, level) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        return bytes.withUnsafeBufferPointer { input in
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = UInt32(clamping: input.count)
            let capacity = Int(deflateBound(&stream, UInt(input.count)))
            var code = Z_OK
            let output = piece(capacity, of: &stream) { code = CZlib.deflate(&$0, Z_FINISH) }
            return code == Z_STREAM_END ? output : nil
        }
    }

    /// What one step writes.
    private static func piece(
        _ capacity: Int, of stream: inout z_stream, _ step: (inout z_stream) -> Void
    ) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            stream.next_out = buffer.baseAddress
            stream.avail_out = UInt32(clamping: capacity)
            step(&stream)
            count = capacity - Int(stream.avail_out)
        }
    }
}
