/// Reads JSON (RFC 8259) into documents in one pass, guided by the shape that the text should have.
///
/// Everything that is not JSON is refused with the offset where it stops being so: control bytes, bad UTF-8, lone
/// surrogates, bytes after the value. Of members named twice the last counts, as in AWS's own parsers.
///
/// The parser borrows the bytes through a pointer, so it lives only inside ``parse(_:as:)`` and its kin.
struct JSONParser {
    /// Deeper text is refused. DynamoDB's 32 levels of an item are 64 of JSON, inside a handful of the request's own.
    static let depthMax = 128

    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    private var depth = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// - Throws: ``WireError/malformed(_:offset:)`` when the bytes are not JSON, ``WireError/tooLarge(_:)`` when they
    ///   nest too deeply, ``WireError/unexpectedType(expected:at:)`` when they are not of the shape.
    static func parse(_ bytes: [UInt8], as shape: Shape) throws(WireError) -> Document {
        try bytes.withUnsafeBufferPointer { buffer throws(WireError) in
            var parser = JSONParser(buffer)
            let value = try parser.value(as: shape)
            guard parser.next() == nil else { throw parser.malformed("bytes after the value") }
            return value
        }
    }

    /// The next byte that is not white space; it is not consumed.
    mutating func next() -> UInt8? {
        while position < bytes.count {
            let byte = bytes[position]
            guard
                byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
                    || byte == UInt8(ascii: "\t")
            else { return byte }
            position += 1
        }
        return nil
    }

    mutating func consume(_ byte: UInt8, or complaint: StaticString) throws(WireError) {
        guard next() == byte else { throw malformed(complaint) }
        position += 1
    }

    mutating func consume(literal: StaticString) throws(WireError) {
        let end = position + literal.utf8CodeUnitCount
        guard end <= bytes.count else { throw malformed("unknown literal") }
        for offset in 0..<literal.utf8CodeUnitCount where literal.utf8Start[offset] != bytes[position + offset] {
            throw malformed("unknown literal")
        }
        position = end
    }

    func malformed(_ complaint: StaticString, at offset: Int? = nil) -> WireError {
        .malformed("\(complaint)", offset: offset ?? position)
    }

    // Containers.

    /// Calls `element` with the parser before each element of the array that begins here.
    mutating func array(_ element: (inout JSONParser) throws(WireError) -> Void) throws(WireError) {
        try enter()
        defer { depth -= 1 }
        if next() == UInt8(ascii: "]") {
            position += 1
            return
        }
        while true {
            try element(&self)
            switch next() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return
            default: throw malformed("an array goes on with a comma or ends")
            }
        }
    }

    /// Calls `member` with the parser before each name of the object that begins here.
    mutating func object(_ member: (inout JSONParser) throws(WireError) -> Void) throws(WireError) {
        try enter()
        defer { depth -= 1 }
        if next() == UInt8(ascii: "}") {
            position += 1
            return
        }
        while true {
            guard next() == UInt8(ascii: "\"") else { throw malformed("a member begins with its name") }
            try member(&self)
            switch next() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return
            default: throw malformed("an object goes on with a comma or ends")
            }
        }
    }

    private mutating func enter() throws(WireError) {
        position += 1
        depth += 1
        guard depth <= Self.depthMax else { throw .tooLarge("JSON nests deeper than \(Self.depthMax) levels") }
    }
}
