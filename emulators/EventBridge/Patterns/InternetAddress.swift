/// An IPv4 or IPv6 address as its bytes.
struct InternetAddress: Hashable, Sendable {
    let bytes: [UInt8]

    /// - Returns: nil for what is no address. Names of hosts are never looked up.
    init?(_ text: some StringProtocol) {
        guard let bytes = Self.looksLikeIPv4(text) ? Self.ipv4(text) : Self.ipv6(text) else { return nil }
        self.bytes = bytes
    }

    /// Four runs of digits.
    private static func looksLikeIPv4(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }

    private static func ipv4(_ text: some StringProtocol) -> [UInt8]? {
        let numbers = text.split(separator: ".").compactMap { UInt8($0) }
        return numbers.count == 4 ? numbers : nil
    }

    private static func ipv6(_ text: some StringProtocol) -> [UInt8]? {
        guard text.utf8.count <= 45, text.utf8.contains(UInt8(ascii: ":")) else { return nil }
        let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        guard let head = groups(halves[0]), let tail = halves.count == 2 ? groups(halves[1]) : [] else { return nil }
        let missing = 8 - head.count - tail.count
        guard halves.count == 2 ? missing >= 1 : missing == 0 else { return nil }
        let groups = head + Array(repeating: 0, count: missing) + tail
        let bytes = groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        // An IPv4 address in IPv6's clothes is an IPv4 address.
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : bytes
    }

    private static func groups(_ text: some StringProtocol) -> [UInt16]? {
        if text.isEmpty { return [] }
        var groups: [UInt16] = []
        for part in text.split(separator: ":", omittingEmptySubsequences: false) {
            guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit), let group = UInt16(part, radix: 16)
            else { return nil }
            groups.append(group)
        }
        return groups
    }
}

/// A block of addresses: `10.0.0.0/24`.
struct AddressBlock: Hashable, Sendable {
    let address: InternetAddress
    let maskBits: Int

    /// The one address itself.
    init(_ address: InternetAddress) {
        self.address = address
        maskBits = address.bytes.count * 8
    }

    init(cidr: String) throws(PatternError) {
        let parts = cidr.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else { throw PatternError("Malformed CIDR, one '/' required") }
        guard let bits = Int32(parts[1]) else { throw PatternError("Malformed CIDR, mask bits must be an integer") }
        guard bits >= 0 else { throw PatternError("Malformed CIDR, mask bits must not be negative") }
        guard let address = InternetAddress(parts[0]) else {
            throw PatternError("Nonstandard IP address: \(parts[0])")
        }
        let isIPv4 = address.bytes.count == 4
        guard bits < address.bytes.count * 8 else {
            throw PatternError(isIPv4 ? "IPv4 mask bits must be < 32" : "IPv6 mask bits must be < 128")
        }
        self.address = address
        maskBits = Int(bits)
    }

    func contains(_ other: InternetAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        let whole = maskBits / 8
        guard other.bytes[..<whole].elementsEqual(address.bytes[..<whole]) else { return false }
        let rest = maskBits % 8
        return rest == 0 || (other.bytes[whole] ^ address.bytes[whole]) >> UInt8(8 - rest) == 0
    }

    /// Whether a word that is no address falls between the block's first and last address when all are read as
    /// hexadecimal digits from the left; digits that decide nothing are not asked for.
    func admits(_ word: String) -> Bool {
        var (isOnBottom, isOnTop) = (true, true)
        var digits = word.utf8.makeIterator()
        for index in 0..<address.bytes.count * 2 {
            guard let byte = digits.next(), let digit = Self.digit(byte) else { return false }
            let (bottom, top) = bounds(ofDigit: index)
            if isOnBottom && digit < bottom || isOnTop && digit > top { return false }
            isOnBottom = isOnBottom && digit == bottom
            isOnTop = isOnTop && digit == top
            if !isOnBottom && !isOnTop { return true }
        }
        return true
    }

    private func bounds(ofDigit index: Int) -> (bottom: UInt8, top: UInt8) {
        let byte = address.bytes[index / 2]
        let digit = index % 2 == 0 ? byte >> 4 : byte & 15
        let free = min(max(index * 4 + 4 - maskBits, 0), 4)
        let mask = UInt8((1 << free) - 1)
        return (digit & ~mask, digit | mask)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
