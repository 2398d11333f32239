import AWSCore
import World

/// The form of AWS's access key ids, in which the account is written.
///
/// Source: A. Steele, "AWS Access Key ID formats" (2020), and T. Be'ery, "A short note on AWS KEY ID" (2023): behind the
/// prefix stand 80 bits in base 32, of which bits 1 to 40 are the account's number.
enum AccessKeyID {
    static let temporaryPrefix = "ASIA"
    private static let prefixes: Set = ["AKIA", "ASIA"]
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    private static let length = 20

    /// The account of a key; nil for what has not the form.
    static func account(in text: String) -> String? {
        guard text.utf8.count == length, prefixes.contains(String(text.prefix(4))) else { return nil }
        var number: UInt64 = 0
        // Ten characters are fifty bits, of which the first forty-eight matter.
        for byte in text.utf8.dropFirst(4).prefix(10) {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            number = number << 5 | UInt64(value)
        }
        guard text.utf8.dropFirst(14).allSatisfy(alphabet.contains) else { return nil }
        let account = String((number >> 2 & 0x7FFF_FFFF_FF80) >> 7)
        guard account.utf8.count <= 12 else { return nil }
        return String(repeating: "0", count: 12 - account.utf8.count) + account
    }

    /// A new id for temporary credentials of an account.
    static func temporary(account: String, _ stream: SeededStream) -> String {
        let random = Array(stream.base32(16).utf8).map { UInt64(alphabet.firstIndex(of: $0) ?? 0) }
        var bits = random.prefix(10).reduce(0) { $0 << 5 | $1 }
        // The first bit of those ids that hold an account is set.
        bits = bits & 0x1FF | (UInt64(account) ?? 0) << 9 | 1 << 49
        let head = (0..<10).map { alphabet[Int(bits >> (45 - 5 * UInt64($0)) & 31)] }
        let tail = random.suffix(6).map { alphabet[Int($0)] }
        return temporaryPrefix + String(decoding: head + tail, as: UTF8.self)
    }
}
