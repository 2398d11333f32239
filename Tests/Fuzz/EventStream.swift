import AWSCore

/// The first byte says how the rest is split; checksums are put right, so that what they guard is reached.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = input(start, count)
    guard let split = bytes.first.map({ Int($0) + 1 }) else { return 0 }
    decode(Array(bytes.dropFirst()), split: split)
    decode(repaired(Array(bytes.dropFirst())), split: split)
    return 0
}

private func decode(_ bytes: [UInt8], split: Int) {
    var decoder = EventStreamDecoder()
    var rest = bytes[...]
    do {
        while !rest.isEmpty {
            decoder.feed(rest.prefix(split))
            rest = rest.dropFirst(split)
            while let message = try decoder.next() { check(message) }
        }
        try decoder.finish()
    } catch {
        return
    }
}

private func check(_ message: EventStreamMessage) {
    _ = try? EventStreamCodec.json.receive(message, of: Everything.schema)
    guard let encoded = try? message.encoded() else { return }
    var decoder = EventStreamDecoder()
    decoder.feed(encoded)
    precondition((try? decoder.next()) == message)
}

/// The first message with both checksums computed anew, where its length fits.
private func repaired(_ bytes: [UInt8]) -> [UInt8] {
    let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    guard (16...max(16, bytes.count)).contains(length), bytes.count >= length else { return bytes }
    func word(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
    var bytes = bytes
    bytes.replaceSubrange(8..<12, with: word(CRC32.checksum(of: bytes.prefix(8))))
    bytes.replaceSubrange(length - 4..<length, with: word(CRC32.checksum(of: bytes.prefix(length - 4))))
    return bytes
}
