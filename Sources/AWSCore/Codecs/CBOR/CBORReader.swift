/// Reads the data items of RFC 8949, one head at a time, as far as Smithy's RPC v2 protocol uses them.
///
/// Lengths are checked against what is left of the input before anything is made of them.
package struct CBORReader {
    package static let depthMax = 100

    private let bytes: [UInt8]
    private(set) var offset = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var isAtEnd: Bool { offset == bytes.count }

    /// What an item begins with: all of it, or its type and length.
    enum Head {
        case unsigned(UInt64)
        /// The number is `-1 - n`.
        case negative(UInt64)
        /// nil: chunks up to a break.
        case bytes(Int?)
        case text(Int?)
        case array(Int?)
        case map(Int?)
        case tag(UInt64)
        case bool(Bool)
        case null
        case float(Double)
        case single(Float)
        case end
    }

    mutating func head() throws(WireError) -> Head {
        let start = offset
        let initial = try byte()
        let information = initial & 0x1F
        switch initial >> 5 {
        case 0: return .unsigned(try argument(information, start))
        case 1: return .negative(try argument(information, start))
        case 2: return .bytes(try length(information, start, itemBytes: 1))
        case 3: return .text(try length(information, start, itemBytes: 1))
        case 4: return .array(try length(information, start, itemBytes: 1))
        case 5: return .map(try length(information, start, itemBytes: 2))
        case 6: return .tag(try argument(information, start))
        default: return try simple(information, start)
        }
    }

    private mutating func simple(_ information: UInt8, _ start: Int) throws(WireError) -> Head {
        switch information {
        case 20, 21: return .bool(information == 21)
        // Smithy reads undefined as null.
        case 22, 23: return .null
        case 25: return .float(Self.half(UInt16(truncatingIfNeeded: try argument(information, start))))
        case 26: return .single(Float(bitPattern: UInt32(truncatingIfNeeded: try argument(information, start))))
        case 27: return .float(Double(bitPattern: try argument(information, start)))
        case 31: return .end
        default: throw .malformed("a simple value that is none of the protocol's", offset: start)
        }
    }

    /// IEEE 754 binary16, without `Float16`, which x86 Macs lack.
    private static func half(_ bits: UInt16) -> Double {
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Double(bits & 0x3FF)
        let magnitude: Double =
            switch exponent {
            case 0: fraction * 0x1p-24
            case 31: fraction == 0 ? .infinity : .nan
            default: (fraction + 1024) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
            }
        return bits >> 15 == 0 ? magnitude : -magnitude
    }

    /// The number that the low five bits announce.
    private mutating func argument(_ information: UInt8, _ start: Int) throws(WireError) -> UInt64 {
        guard information >= 24 else { return UInt64(information) }
        guard information <= 27 else { throw .malformed("a data item without a length", offset: start) }
        var value: UInt64 = 0
        for _ in 0..<(1 << (information - 24)) { value = value << 8 | UInt64(try byte()) }
        return value
    }

    /// nil: of indefinite length.
    /// - Parameter itemBytes: the least that one of the announced things takes.
    private mutating func length(
        _ information: UInt8, _ start: Int, itemBytes: Int
    ) throws(WireError) -> Int? {
        guard information != 31 else { return nil }
        let length = try argument(information, start)
        guard length <= (bytes.count - offset) / itemBytes else {
            throw .malformed("a length that passes the end of the input", offset: start)
        }
        return Int(length)
    }

    private mutating func byte() throws(WireError) -> UInt8 {
        guard offset < bytes.count else { throw .malformed("the input ends inside a data item", offset: offset) }
        offset += 1
        return bytes[offset - 1]
    }

    // MARK: Strings

    mutating func bytes(_ length: Int?) throws(WireError) -> [UInt8] {
        if let length { return Array(try take(length)) }
        var all: [UInt8] = []
        while true {
            let start = offset
            switch try head() {
            case .bytes(let length?): all += try take(length)
            case .end: return all
            default: throw .malformed("a chunk of bytes is something else", offset: start)
            }
        }
    }

    mutating func text(_ length: Int?) throws(WireError) -> String {
        if let length { return try text(of: take(length)) }
        var all = ""
        while true {
            let start = offset
            switch try head() {
            case .text(let length?): all += try text(of: take(length))
            case .end: return all
            default: throw .malformed("a chunk of text is something else", offset: start)
            }
        }
    }

    /// - Parameter length: already known to be there.
    private mutating func take(_ length: Int) throws(WireError) -> ArraySlice<UInt8> {
        guard length <= bytes.count - offset else { throw .malformed("the input ends too soon", offset: offset) }
        offset += length
        return bytes[(offset - length)..<offset]
    }

    private func text(of slice: ArraySlice<UInt8>) throws(WireError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw .malformed("a text that is not UTF-8", offset: slice.startIndex)
        }
        return text
    }

    // MARK: Containers

    /// Whether one more item follows in an array or map; passes the break of one of indefinite length.
    ///
    /// - Parameter count: as announced; counted down here.
    mutating func hasNext(_ count: inout Int?) throws(WireError) -> Bool {
        if let left = count {
            count = left - 1
            return left > 0
        }
        guard offset < bytes.count else { throw .malformed("the input ends inside an array or map", offset: offset) }
        guard bytes[offset] == 0xFF else { return true }
        offset += 1
        return false
    }

    /// The key of a map's next entry.
    mutating func key() throws(WireError) -> String {
        let start = offset
        guard case .text(let length) = try head() else { throw .malformed("a key that is not text", offset: start) }
        return try text(length)
    }

    func malformed(_ message: String) -> WireError {
        .malformed(message, offset: offset)
    }
}
