/// The one function beyond arithmetic that reading needs, by arithmetic alone, so that its bits are the same everywhere.
enum Mathematics {
    /// The natural logarithm of a positive number, to about twelve digits.
    static func logarithm(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return value > 0 ? .infinity : -.infinity }
        let mantissa = value.significand
        let fraction = (mantissa - 1) / (mantissa + 1)
        let square = fraction * fraction
        var term = fraction
        var sum = 0.0
        for odd in stride(from: 1.0, through: 27, by: 2) {
            sum += term / odd
            term *= square
        }
        return Double(value.exponent) * 0.693147180559945309417 + 2 * sum
    }
}
