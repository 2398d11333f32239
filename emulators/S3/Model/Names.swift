import AWSCore
import AWSS3

/// Identities that S3 derives from accounts.
enum Owners {
    /// A canonical user id: 64 hexadecimal digits, always the same for one account.
    static func canonicalID(_ account: String) -> String {
        HashAlgorithm.sha256.hexDigest(of: "canonical user of \(account)".utf8)
    }

    static func owner(_ account: String) -> S3.Owner { S3.Owner(id: canonicalID(account)) }

    /// What event records call the owner of a bucket: `A3NL1KOZZKExample`.
    static func principalID(_ account: String) -> String {
        "A" + canonicalID(account).prefix(13).uppercased()
    }
}

/// Keys as listings with `encoding-type=url` and event records write them: as a form does, but for slashes.
enum KeyText {
    static func encoded(_ key: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(key.utf8.count)
        for byte in key.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "*"), UInt8(ascii: "/"):
                output.append(byte)
            case UInt8(ascii: " "): output.append(UInt8(ascii: "+"))
            default: output += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}

extension String {
    /// An ETag without its quotes.
    var unquoted: String {
        count >= 2 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self
    }

    /// - Returns: false for a text longer than the whole.
    func starts(withUTF8 prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

    func ends(withUTF8 suffix: String) -> Bool { utf8.reversed().starts(with: suffix.utf8.reversed()) }
}

extension Timestamp {
    /// S3 keeps the times of objects to the second.
    var wholeSeconds: Timestamp { Timestamp(seconds: seconds) }

    private static var secondsPerDay: Int64 { 86_400 }

    /// The midnight that ends the day, `days` days on: when lifecycle rules act.
    ///
    /// Source: S3 User Guide, "Lifecycle rules: based on an object's age": rounded up to the next day, midnight UTC.
    func midnight(after days: Int) -> Timestamp {
        let day = seconds >= 0 ? seconds / Self.secondsPerDay : (seconds + 1) / Self.secondsPerDay - 1
        return Timestamp(seconds: (day + Int64(min(days, S3Limits.daysMax)) + 1) * Self.secondsPerDay)
    }

    var isMidnight: Bool { seconds % Self.secondsPerDay == 0 && nanoseconds == 0 }
}
