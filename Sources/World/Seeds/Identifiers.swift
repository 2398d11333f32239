public import AWSCore

/// Identifiers in the forms that AWS gives them.
extension SeededStream {
    /// A version 4 UUID in lower case: what most services use as request id.
    public func uuid() -> String {
        draw { Identifiers.uuid(&$0) }
    }

    /// `count` digits of lower-case hexadecimal.
    public func hex(_ count: Int) -> String {
        draw { Identifiers.text(count, of: Identifiers.lowerHex, &$0) }
    }

    public func upperHex(_ count: Int) -> String {
        draw { Identifiers.text(count, of: Identifiers.upperHex, &$0) }
    }

    /// `A` to `Z` and `0` to `9`.
    public func upperAlphanumeric(_ count: Int) -> String {
        draw { Identifiers.text(count, of: Identifiers.upperAlphanumerics, &$0) }
    }

    /// `A` to `Z`, `a` to `z` and `0` to `9`.
    public func alphanumeric(_ count: Int) -> String {
        draw { Identifiers.text(count, of: Identifiers.alphanumerics, &$0) }
    }

    /// `a` to `z` and `0` to `9`: API Gateway's and OpenSearch's ids.
    public func lowerAlphanumeric(_ count: Int) -> String {
        draw { Identifiers.text(count, of: Identifiers.lowerAlphanumerics, &$0) }
    }

    public func digits(_ count: Int) -> String {
        draw { Identifiers.text(count, of: Identifiers.decimals, &$0) }
    }

    /// RFC 4648 base 32, upper case.
    public func base32(_ count: Int) -> String {
        draw { Identifiers.text(count, of: Identifiers.base32s, &$0) }
    }

    /// S3's form of an object's version: 32 letters, digits, dots and underscores.
    public func s3VersionID() -> String {
        draw { Identifiers.text(32, of: Identifiers.versions, &$0) }
    }

    /// An IAM unique id: its four-letter prefix (`AROA`, `AIDA`, `AKIA`, ...) and 17 letters and digits.
    public func iamID(prefix: String) -> String {
        prefix + base32(17)
    }

    /// A ULID (https://github.com/ulid/spec): 48 bits of milliseconds, 80 random bits, sorted by time.
    public func ulid(at time: Timestamp) -> String {
        let crockford = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
        let milliseconds = UInt64(max(0, time.milliseconds))
        let stamp = (0..<10).map { crockford[Int(milliseconds >> (45 - 5 * UInt64($0)) & 31)] }
        let random = draw { generator in (0..<16).map { _ in crockford[Int(generator.next() >> 59)] } }
        return String(decoding: stamp + random, as: UTF8.self)
    }
}

/// Alphabets, and text drawn from them.
enum Identifiers {
    static let lowerHex: StaticString = "0123456789abcdef"
    static let upperHex: StaticString = "0123456789ABCDEF"
    static let decimals: StaticString = "0123456789"
    static let base32s: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    static let upperAlphanumerics: StaticString = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    static let lowerAlphanumerics: StaticString = "0123456789abcdefghijklmnopqrstuvwxyz"
    static let alphanumerics: StaticString = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    static let versions: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._"

    static func text(_ count: Int, of alphabet: StaticString, _ generator: inout some RandomNumberGenerator) -> String {
        let size = UInt64(alphabet.utf8CodeUnitCount)
        return String(unsafeUninitializedCapacity: count) { buffer in
            var word: UInt64 = 0
            for index in 0..<count {
                // Six characters of each word: the fraction's digits, from the most significant down.
                if index % 6 == 0 { word = generator.next() >> 24 }
                word *= size
                buffer[index] = alphabet.utf8Start[Int(word >> 40)]
                word &= (1 << 40) - 1
            }
            return count
        }
    }

    static func uuid(_ generator: inout some RandomNumberGenerator) -> String {
        let high = generator.next() & ~0xF000 | 0x4000
        let low = generator.next() & ~(0xC000 << 48) | 0x8000 << 48
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var nibble: UInt64 = 0
            for index in 0..<36 {
                if index == 8 || index == 13 || index == 18 || index == 23 {
                    buffer[index] = UInt8(ascii: "-")
                    continue
                }
                let word = nibble < 16 ? high : low
                buffer[index] = lowerHex.utf8Start[Int(word >> (60 - nibble % 16 * 4) & 15)]
                nibble += 1
            }
            return 36
        }
    }
}
