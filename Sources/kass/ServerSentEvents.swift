import AWSCore

/// Events of a `text/event-stream`, each with its data as JSON.
struct ServerSentEvents: AsyncSequence {
    struct Event {
        let name: String
        let data: Document
    }

    private let body: ByteStream

    init(_ body: ByteStream) {
        self.body = body
    }

    func makeAsyncIterator() -> Iterator { Iterator(body) }

    struct Iterator: AsyncIteratorProtocol {
        private var chunks: any AsyncIteratorProtocol<[UInt8], any Error>
        private var line: [UInt8] = []
        private var pending: [UInt8] = []
        private var position = 0
        private var name = "message"
        private var data = ""

        /// Of one line, in bytes: more is no event of ours.
        private static let lineBytesMax = 16 << 20

        init(_ body: ByteStream) {
            switch body {
            case .bytes(let bytes): chunks = OneChunk(bytes).makeAsyncIterator()
            case .stream(let stream, _): chunks = stream.makeAsyncIterator()
            }
        }

        mutating func next() async throws -> Event? {
            while let line = try await nextLine() {
                if line.isEmpty, let event = takeEvent() { return event }
                if let value = Self.value(of: "event", in: line) { name = value }
                if let value = Self.value(of: "data", in: line) { data += value }
            }
            return takeEvent()
        }

        private mutating func takeEvent() -> Event? {
            defer { (name, data) = ("message", "") }
            guard !data.isEmpty else { return nil }
            return Event(name: name, data: (try? Document(json: data)) ?? .string(data))
        }

        private static func value(of field: String, in line: String) -> String? {
            guard line.hasPrefix(field + ":") else { return nil }
            let value = line.dropFirst(field.count + 1)
            return String(value.first == " " ? value.dropFirst() : value)
        }

        private mutating func nextLine() async throws -> String? {
            while true {
                while position < pending.count {
                    let byte = pending[position]
                    position += 1
                    if byte == UInt8(ascii: "\n") {
                        defer { line.removeAll(keepingCapacity: true) }
                        return String(decoding: line, as: UTF8.self)
                    }
                    if byte != UInt8(ascii: "\r") { line.append(byte) }
                }
                guard line.count < Self.lineBytesMax, let chunk = try await chunks.next(isolation: nil) else {
                    return nil
                }
                (pending, position) = (chunk, 0)
            }
        }
    }
}

/// Bytes at hand as a stream of one chunk.
private struct OneChunk: AsyncSequence {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func makeAsyncIterator() -> Iterator { Iterator(chunk: bytes) }

    struct Iterator: AsyncIteratorProtocol {
        var chunk: [UInt8]?

        mutating func next() async throws -> [UInt8]? {
            defer { chunk = nil }
            return chunk
        }
    }
}
