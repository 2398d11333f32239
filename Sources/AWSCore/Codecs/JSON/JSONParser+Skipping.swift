/// Passing over what nobody wants to see.
extension JSONParser {
    /// The object in `bytes` without some of its members, whose values are passed over unread.
    /// - Throws: ``WireError/malformed(_:offset:)``, though not for everything that is wrong inside of what is left out.
    static func parse(_ bytes: [UInt8], without names: Set<String>) throws(WireError) -> Document {
        try bytes.withUnsafeBufferPointer { buffer throws(WireError) in
            var parser = JSONParser(buffer)
            guard parser.next() == UInt8(ascii: "{") else { throw .unexpectedType(expected: "object", at: "") }
            var (entries, seen) = ([Document.Entry](), DuplicateNames())
            try parser.object { parser throws(WireError) in
                let name = try parser.string()
                try parser.consume(UInt8(ascii: ":"), or: "a colon stands between name and value")
                if names.contains(name) { return try parser.skipValue() }
                seen.put(Document.Entry(name, try parser.value(as: .document)), into: &entries)
            }
            guard parser.next() == nil else { throw parser.malformed("bytes after the value") }
            return .object(Document.Object(entries))
        }
    }

    /// Moves behind the value that begins here, by its brackets and quotes.
    private mutating func skipValue() throws(WireError) {
        var depth = 0
        while let byte = next() {
            switch byte {
            case UInt8(ascii: "\""): _ = try string()
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                position += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 { return }
                depth -= 1
                position += 1
            case UInt8(ascii: ",") where depth == 0: return
            default: position += 1
            }
            if depth == 0, byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { return }
        }
    }
}
