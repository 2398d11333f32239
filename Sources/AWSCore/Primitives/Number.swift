/// A number kept as the digits that were written, so that none is lost on the way through.
///
/// `NaN`, `Infinity` and `-Infinity` are numbers too: JSON and XML write them as strings, CBOR as floats.
public struct Number: Hashable, Sendable {
    public let text: String

    /// - Parameter text: what a JSON number may be, or one of the three words above. The caller has checked it.
    public init(text: String) {
        self.text = text
    }

    public init(_ value: some BinaryInteger) {
        text = String(value)
    }

    public init(_ value: Double) {
        if value.isNaN {
            text = "NaN"
        } else if value.isInfinite {
            text = value < 0 ? "-Infinity" : "Infinity"
        } else if let whole = Int64(exactly: value), abs(whole) < 1 << 53 {
            text = String(whole)
        } else {
            text = value.description
        }
    }

    /// The shortest text that reads back as the same 32 bits.
    public init(_ value: Float) {
        if value.isFinite, Int64(exactly: value) == nil {
            self.init(text: value.description)
        } else {
            self.init(Double(value))
        }
    }

    /// The number as an integer, when it is one and fits.
    public var int64: Int64? {
        if let value = Int64(text) { return value }
        guard let double, let value = Int64(exactly: double) else { return nil }
        return value
    }

    public var double: Double? {
        switch text {
        case "NaN": .nan
        case "Infinity": .infinity
        case "-Infinity": -.infinity
        default: Double(text)
        }
    }

    /// True for `NaN` and the two infinities, which JSON can only write as strings.
    public var isWord: Bool { text == "NaN" || text == "Infinity" || text == "-Infinity" }
}
