/// An amount of money: whole billionths of a US dollar.
public struct Cost: Hashable, Sendable {
    public var nanodollars: Int64

    public init(nanodollars: Int64) {
        self.nanodollars = nanodollars
    }

    public static let zero = Cost(nanodollars: 0)

    /// - Parameter text: a constant such as "0.0004", with at most nine decimals.
    public static func dollars(_ text: String) -> Cost {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : ""
        let digits = parts[0] + fraction + String(repeating: "0", count: max(0, 9 - fraction.count))
        guard parts.count <= 2, fraction.count <= 9, let nanodollars = Int64(digits) else {
            preconditionFailure("\(text) is no amount of dollars with at most nine decimals")
        }
        return Cost(nanodollars: nanodollars)
    }

    public static func + (left: Cost, right: Cost) -> Cost {
        let (sum, overflow) = left.nanodollars.addingReportingOverflow(right.nanodollars)
        return Cost(nanodollars: overflow ? .max : sum)
    }

    public static func += (left: inout Cost, right: Cost) {
        left = left + right
    }
}

extension Cost: Comparable {
    public static func < (left: Cost, right: Cost) -> Bool {
        left.nanodollars < right.nanodollars
    }
}

extension Cost: CustomStringConvertible {
    /// `$1.25`, `$0.000000125`: at least two decimals, and no more than say something.
    public var description: String {
        let digits = String(nanodollars.magnitude)
        let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
        var fraction = padded.suffix(9)
        while fraction.count > 2, fraction.last == "0" { fraction = fraction.dropLast() }
        return "\(nanodollars < 0 ? "-" : "")$\(padded.dropLast(9)).\(fraction)"
    }
}
