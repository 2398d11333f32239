/// The twelve digits of an AWS account.
public struct AccountID: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// - Returns: nil for anything but twelve digits.
    public init?(_ text: String) {
        guard text.utf8.count == 12, text.utf8.allSatisfy(ByteCursor.isDigit) else { return nil }
        description = text
    }
}
