/// Reads `multipart/form-data` (RFC 7578 over RFC 2046, section 5.1) in pieces of any size, in one pass.
///
/// What is held is bounded: the headers of one part, or of its content what may be the beginning of a delimiter.
package struct MultipartParser {
    package enum Event: Hashable, Sendable {
        case part(MultipartPart)
        /// Some content of the part; never empty.
        case data([UInt8])
        case partEnd
    }

    private enum State {
        case preamble, afterDelimiter, headers, content, epilogue
    }

    private let delimiter: [UInt8]
    private let partsMax: Int
    private var state = State.preamble
    /// Begins with a line's end, so that a delimiter on the first line is like all others.
    private var buffer: [UInt8] = [0x0D, 0x0A]
    private var partCount = 0
    /// The line's end before the content is still in the buffer.
    private var isContentStart = false

    /// RFC 2046, section 5.1.1.
    package static let boundaryBytesMax = 70
    /// Far more than three headers with the longest file name.
    package static let headerBytesMax = 8 * 1024
    /// White space between a delimiter and its line's end.
    package static let paddingBytesMax = 64

    /// - Parameter contentType: the request's, with the boundary.
    package init(contentType: String?, partsMax: Int) throws(MultipartFailure) {
        guard let contentType, let value = HeaderParameters(contentType), value.value == "multipart/form-data",
            let boundary = value["boundary"], (1...Self.boundaryBytesMax).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), !boundary.hasSuffix(" ")
        else { throw .badBoundary }
        delimiter = Array("\r\n--\(boundary)".utf8)
        self.partsMax = partsMax
    }

    /// - Returns: what the bytes complete, in order.
    /// - Complexity: O(bytes) for contents that do not repeat the delimiter's beginning all over.
    package mutating func feed(_ bytes: [UInt8]) throws(MultipartFailure) -> [Event] {
        buffer += bytes
        var events: [Event] = []
        while try step(&events) {}
        return events
    }

    /// The body is at its end.
    package mutating func finish() throws(MultipartFailure) {
        guard state == .epilogue else { throw .cutShort }
    }

    /// - Returns: false when more bytes are needed.
    private mutating func step(_ events: inout [Event]) throws(MultipartFailure) -> Bool {
        switch state {
        case .preamble: return skipPreamble()
        case .afterDelimiter: return try passDelimiter()
        case .headers: return try readHeaders(&events)
        case .content: return readContent(&events)
        case .epilogue:
            buffer.removeAll()
            return false
        }
    }

    private mutating func skipPreamble() -> Bool {
        let (end, isFound) = contentEnd()
        buffer.removeFirst(isFound ? end + delimiter.count : end)
        if isFound { state = .afterDelimiter }
        return isFound
    }

    /// White space and the line's end, or the two hyphens that end the form.
    private mutating func passDelimiter() throws(MultipartFailure) -> Bool {
        if buffer.starts(with: "--".utf8) {
            state = .epilogue
            return true
        }
        if buffer.count < 2, buffer.first == UInt8(ascii: "-") || buffer.isEmpty { return false }
        let padding = buffer.prefix { $0 == 0x20 || $0 == 0x09 }.count
        guard padding <= Self.paddingBytesMax else { throw .badDelimiter }
        let rest = buffer[padding...]
        if rest.count < 2 {
            guard rest.isEmpty || rest.first == 0x0D else { throw .badDelimiter }
            return false
        }
        guard rest.starts(with: [0x0D, 0x0A]) else { throw .badDelimiter }
        partCount += 1
        guard partCount <= partsMax else { throw .tooManyParts }
        // The line's end stays: headers end with two in a row, also when there are none.
        buffer.removeFirst(padding)
        state = .headers
        return true
    }

    private mutating func readHeaders(_ events: inout [Event]) throws(MultipartFailure) -> Bool {
        let head = buffer.prefix(Self.headerBytesMax)
        guard let end = head.firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A]) else {
            guard buffer.count < Self.headerBytesMax else { throw .headersTooLarge }
            return false
        }
        events.append(.part(try MultipartPart(headers: buffer[..<end.lowerBound])))
        // The content's first line may be a delimiter, which the line's end before it is part of.
        buffer.removeFirst(end.upperBound - 2)
        state = .content
        isContentStart = true
        return true
    }

    private mutating func readContent(_ events: inout [Event]) -> Bool {
        let (end, isFound) = contentEnd()
        let start = isContentStart ? 2 : 0
        guard isFound || end > start else { return false }
        if end > start { events.append(.data(Array(buffer[start..<end]))) }
        if isFound {
            events.append(.partEnd)
            state = .afterDelimiter
        }
        buffer.removeFirst(isFound ? end + delimiter.count : end)
        isContentStart = false
        return isFound
    }

    /// Where a delimiter begins, or what is surely before one ends.
    private func contentEnd() -> (offset: Int, isFound: Bool) {
        buffer.withUnsafeBufferPointer { bytes in
            delimiter.withUnsafeBufferPointer { delimiter in
                var offset = 0
                while let next = Self.firstReturn(in: bytes, from: offset) {
                    let count = min(delimiter.count, bytes.count - next)
                    var matched = 1
                    while matched < count, bytes[next + matched] == delimiter[matched] { matched += 1 }
                    if matched == delimiter.count { return (next, true) }
                    if matched == count { return (next, false) }
                    offset = next + 1
                }
                return (bytes.count, false)
            }
        }
    }

    private static func firstReturn(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        start < bytes.count ? bytes[start...].firstIndex(of: 0x0D) : nil
    }
}
