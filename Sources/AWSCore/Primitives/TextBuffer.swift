/// Builds short texts of a fixed layout without one allocation for each part.
struct TextBuffer {
    private var bytes: [UInt8] = []

    init(capacity: Int = 32) {
        bytes.reserveCapacity(capacity)
    }

    var string: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// `value`, not negative, in at least `width` digits.
    mutating func digits(_ value: Int, _ width: Int) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        while value / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(0x30 + value / divisor % 10))
            divisor /= 10
        }
    }

    /// Four digits; years that these cannot write get a sign (ISO 8601, expanded representation).
    mutating func year(_ year: Int) {
        if !CivilTime.years.contains(year) { append(year > 0 ? "+" : "-") }
        digits(abs(year), 4)
    }

    /// `08:00:00`
    mutating func clock(_ civil: CivilTime) {
        digits(civil.hour, 2)
        append(":")
        digits(civil.minute, 2)
        append(":")
        digits(civil.second, 2)
    }

    /// A point and up to six digits, without trailing zeros; nothing at all for zero microseconds.
    mutating func microseconds(_ nanosecond: Int) {
        var value = nanosecond / 1000
        guard value > 0 else { return }
        var width = 6
        while value % 10 == 0 {
            value /= 10
            width -= 1
        }
        append(".")
        digits(value, width)
    }
}
