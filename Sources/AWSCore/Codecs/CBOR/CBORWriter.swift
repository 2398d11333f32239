/// Writes the data items of RFC 8949, each in its shortest form but for floats, which keep their width.
package struct CBORWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    mutating func integer(_ value: Int64) {
        if value >= 0 {
            head(0, UInt64(value))
        } else {
            head(1, UInt64(-1 - value))
        }
    }

    mutating func byteString(_ value: [UInt8]) {
        head(2, UInt64(value.count))
        bytes += value
    }

    mutating func text(_ value: String) {
        head(3, UInt64(value.utf8.count))
        bytes += value.utf8
    }

    mutating func array(count: Int) { head(4, UInt64(count)) }

    /// - Parameter count: of pairs.
    mutating func map(count: Int) { head(5, UInt64(count)) }

    mutating func bool(_ value: Bool) { bytes.append(value ? 0xF5 : 0xF4) }

    mutating func null() { bytes.append(0xF6) }

    mutating func float(_ value: Float) {
        bytes.append(0xFA)
        append(UInt64(value.bitPattern), count: 4)
    }

    mutating func double(_ value: Double) {
        bytes.append(0xFB)
        append(value.bitPattern, count: 8)
    }

    /// Tag 1: whole seconds as an integer, others as a double to the millisecond.
    mutating func timestamp(_ value: Timestamp) {
        head(6, 1)
        if value.nanoseconds < 1_000_000 {
            integer(value.seconds)
        } else {
            double(Double(value.milliseconds) / 1000)
        }
    }

    /// A data item that is written already.
    mutating func item(_ item: [UInt8]) { bytes += item }

    private mutating func head(_ type: UInt8, _ argument: UInt64) {
        let type = type << 5
        switch argument {
        case 0..<24: bytes.append(type | UInt8(argument))
        case 24...0xFF: append(type | 24, argument, count: 1)
        case 0x100...0xFFFF: append(type | 25, argument, count: 2)
        case 0x1_0000...0xFFFF_FFFF: append(type | 26, argument, count: 4)
        default: append(type | 27, argument, count: 8)
        }
    }

    private mutating func append(_ initial: UInt8, _ argument: UInt64, count: Int) {
        bytes.append(initial)
        append(argument, count: count)
    }

    /// The lowest `count` bytes of `value`, the highest first.
    private mutating func append(_ value: UInt64, count: Int) {
        for index in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(index)))) }
    }
}
