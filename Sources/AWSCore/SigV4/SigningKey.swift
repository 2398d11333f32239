import Synchronization

/// The key that signs for one scope, derived from a secret.
public struct SigningKey: Sendable {
    public let scope: CredentialScope
    private let key: HMACSHA256

    public init(secret: String, scope: CredentialScope) {
        var key = Array("AWS4\(secret)".utf8)
        for part in [scope.date, scope.region, scope.service, CredentialScope.terminator] {
            key = HMACSHA256(key: key).code(of: part)
        }
        self.scope = scope
        self.key = HMACSHA256(key: key)
    }

    /// In lower-case hexadecimal.
    public func signature(of text: some Sequence<UInt8>) -> String {
        Hex.text(of: key.code(of: text))
    }

    public func signature(of text: String) -> String {
        signature(of: text.utf8)
    }
}

/// Signing keys already derived, since one is good for a whole day of requests.
public final class SigningKeyCache: Sendable {
    private struct Name: Hashable {
        let secret: String
        let scope: CredentialScope
    }

    private let keys = Mutex<[Name: SigningKey]>([:])

    /// Past this many the cache starts anew: a server meets many scopes, and yesterday's never again.
    static let keysMax = 1024

    public init() {}

    public func key(secret: String, scope: CredentialScope) -> SigningKey {
        let name = Name(secret: secret, scope: scope)
        if let key = keys.withLock({ $0[name] }) { return key }
        let key = SigningKey(secret: secret, scope: scope)
        keys.withLock { keys in
            if keys.count >= Self.keysMax { keys.removeAll(keepingCapacity: true) }
            keys[name] = key
        }
        return key
    }
}
