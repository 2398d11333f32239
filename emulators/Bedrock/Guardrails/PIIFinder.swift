/// Finds personal data that has a form of its own.
enum PIIFinder {
    /// By Bedrock's names of the kinds.
    static let types: [String: String] = [
        "EMAIL": #"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}"#,
        "PHONE": #"(?:\+\d{1,3}[ .\-]?)?(?:\(\d{3}\)|\b\d{3})[ .\-]\d{3}[ .\-]\d{4}\b"#,
        "US_SOCIAL_SECURITY_NUMBER": #"\b\d{3}-\d{2}-\d{4}\b"#,
        "CREDIT_DEBIT_CARD_NUMBER": #"\b(?:\d{4}[ \-]?){3}\d{4}\b"#,
        "IP_ADDRESS": #"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b"#,
        "MAC_ADDRESS": #"\b[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}\b"#,
        "URL": #"https?://[^\s<>"]+"#,
        "AWS_ACCESS_KEY": #"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"#,
    ]

    /// In the order in which they stand.
    static func matches(of type: String, in text: String) -> [String] {
        guard let pattern = types[type], let regex = try? Regex(pattern) else { return [] }
        let found = text.matches(of: regex).map { String(text[$0.range]) }
        return type == "CREDIT_DEBIT_CARD_NUMBER" ? found.filter(isCard) : found
    }

    /// Luhn's check digit.
    private static func isCard(_ text: String) -> Bool {
        let digits = text.compactMap(\.wholeNumberValue).reversed()
        let sum = digits.enumerated().reduce(0) { sum, digit in
            let value = digit.offset % 2 == 1 ? digit.element * 2 : digit.element
            return sum + (value > 9 ? value - 9 : value)
        }
        return sum % 10 == 0
    }
}
