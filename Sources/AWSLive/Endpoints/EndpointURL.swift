import AWSCore

/// Where a service is reached instead of at AWS's own host: a local AWS, a VPC endpoint, the stage of an API.
public struct EndpointURL: Hashable, Sendable, CustomStringConvertible {
    public let origin: Origin
    /// What goes before the path of each request, encoded, without a slash at its end: "" or "/production".
    public let path: String

    public init(_ origin: Origin, path: String = "") {
        self.origin = origin
        self.path = path
    }

    /// - Returns: nil for anything but a URL of http or https with a host, perhaps a port, perhaps a path.
    public init?(_ text: String) {
        guard let schemeEnd = text.firstRange(of: "://") else { return nil }
        let isSecure: Bool
        switch text[..<schemeEnd.lowerBound].lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: return nil
        }
        let rest = text[schemeEnd.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        var path = rest[authority.endIndex...]
        while path.last == "/" { path.removeLast() }
        guard path.utf8.allSatisfy(Self.isPathByte), let (host, port) = Self.hostAndPort(authority) else { return nil }
        self.init(Origin(isSecure: isSecure, host: host, port: port), path: String(path))
    }

    public var description: String { origin.url + path }

    /// Visible ASCII; a query or fragment is no part of an endpoint.
    private static func isPathByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "#")
    }

    private static func hostAndPort(_ authority: Substring) -> (host: String, port: Int?)? {
        let hostEnd: Substring.Index
        if authority.first == "[" {
            guard let bracket = authority.firstIndex(of: "]") else { return nil }
            hostEnd = authority.index(after: bracket)
            let address = authority[authority.index(after: authority.startIndex)..<bracket]
            guard !address.isEmpty, address.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
        } else {
            hostEnd = authority.firstIndex(of: ":") ?? authority.endIndex
            guard !authority[..<hostEnd].isEmpty, authority[..<hostEnd].utf8.allSatisfy(isHostByte) else { return nil }
        }
        let host = String(authority[..<hostEnd])
        let rest = authority[hostEnd...]
        if rest.isEmpty { return (host, nil) }
        guard rest.first == ":", let port = UInt16(rest.dropFirst()), port > 0 else { return nil }
        return (host, Int(port))
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
