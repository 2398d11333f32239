public import AWSCore
import CSSL

/// A certificate authority of one user, and the certificate of their local servers: four files in a directory.
///
/// The authority can vouch for names of this machine alone: who steals its key can pretend to be `localhost`, not a bank.
public struct LocalCertificates: Sendable {
    private let directory: String

    public init(in directory: String) {
        self.directory = directory
    }

    /// To be trusted by clients.
    public var authority: String { "\(directory)/authority.pem" }
    public var authorityKey: String { "\(directory)/authority-key.pem" }
    public var server: String { "\(directory)/server.pem" }
    public var serverKey: String { "\(directory)/server-key.pem" }

    /// Asterisks stand for one label. Clients built on OpenSSL take none directly below `localhost`.
    public static let names = [
        "localhost", "*.localhost", "s3.localhost", "*.s3.localhost", "aoss.localhost", "*.aoss.localhost",
        "*.us-east-1.aoss.localhost",
    ]
    public static let addresses = ["127.0.0.1", "::1"]

    static let authorityDays: Int64 = 3650
    /// macOS refuses those that are valid for longer than 825 days (support.apple.com/103769).
    static let serverDays: Int64 = 397
    /// A certificate that ends sooner is made anew.
    static let renewalDays: Int64 = 30

    /// What there is.
    public struct Summary: Hashable, Sendable {
        public let file: String
        /// SHA-256, in pairs of hexadecimal digits.
        public let fingerprint: String
        public let expiry: Timestamp
        /// It was not there before.
        public let isNew: Bool
    }

    /// Makes what is missing, or about to end.
    /// - Parameter renewing: makes a new server certificate whatever there is; the authority stays, and so does trust.
    public func make(
        at now: Timestamp, renewing: Bool = false
    ) throws(TLSError) -> (authority: Summary, server: Summary) {
        try KeyFiles.makeDirectory(directory)
        let old = try stored(authority, authorityKey)
        let kept = old.flatMap { now + .seconds(Self.serverDays * 86_400) < $0.certificate.expiry ? $0 : nil }
        let issuer: Pair
        if let kept { issuer = kept } else { issuer = try makeAuthority(at: now) }
        var (current, isNew) = (try stored(server, serverKey), false)
        let isGood = current.map { pair in
            pair.certificate.isSigned(by: issuer.certificate)
                && now + .seconds(Self.renewalDays * 86_400) < pair.certificate.expiry
        }
        if renewing || isGood != true { (current, isNew) = (try makeServer(at: now, issuer), true) }
        guard let current else { throw TLSError("There is no certificate in \(directory).") }
        return (
            summary(authority, issuer.certificate, isNew: kept == nil),
            summary(server, current.certificate, isNew: isNew)
        )
    }

    /// The server's certificate; nil when none was made.
    public func serverSummary() throws(TLSError) -> Summary? {
        try stored(server, serverKey).map { summary(server, $0.certificate, isNew: false) }
    }

    /// What a server needs; nil when nothing was made.
    public func context() throws(TLSError) -> TLSContext? {
        guard try KeyFiles.read(server) != nil else { return nil }
        return try TLSContext(certificates: server, key: serverKey)
    }

    private typealias Pair = (certificate: Certificate, key: SigningKeyPair)

    /// - Returns: nil when a file is missing, or the key is another's.
    private func stored(_ certificate: String, _ key: String) throws(TLSError) -> Pair? {
        guard let certificateBytes = try KeyFiles.read(certificate), let keyBytes = try KeyFiles.read(key) else {
            return nil
        }
        let pair = (certificate: try Certificate(pem: certificateBytes), key: try SigningKeyPair(pem: keyBytes))
        return pair.certificate.belongs(to: pair.key) ? pair : nil
    }

    private func makeAuthority(at now: Timestamp) throws(TLSError) -> Pair {
        let ipv6 = Array(repeating: "ffff", count: 8).joined(separator: ":")
        let key = try SigningKeyPair()
        let certificate = try Certificate(
            name: "KASS local authority", key: key, from: now, days: Self.authorityDays, issuer: nil,
            extensions: [
                (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"), (NID_key_usage, "critical,keyCertSign,cRLSign"),
                (NID_subject_key_identifier, "hash"),
                (
                    NID_name_constraints,
                    "critical,permitted;DNS:localhost,permitted;IP:127.0.0.0/255.0.0.0,permitted;IP:::1/\(ipv6)"
                ),
            ])
        try KeyFiles.write(key.pem, to: authorityKey, isSecret: true)
        try KeyFiles.write(certificate.pem, to: authority, isSecret: false)
        return (certificate, key)
    }

    private func makeServer(at now: Timestamp, _ issuer: Pair) throws(TLSError) -> Pair {
        let names = Self.names.map { "DNS:\($0)" } + Self.addresses.map { "IP:\($0)" }
        let key = try SigningKeyPair()
        let certificate = try Certificate(
            name: "localhost", key: key, from: now, days: Self.serverDays, issuer: issuer,
            extensions: [
                (NID_basic_constraints, "critical,CA:FALSE"), (NID_key_usage, "critical,digitalSignature"),
                (NID_ext_key_usage, "serverAuth"), (NID_subject_alt_name, names.joined(separator: ",")),
                (NID_subject_key_identifier, "hash"), (NID_authority_key_identifier, "keyid"),
            ])
        try KeyFiles.write(key.pem, to: serverKey, isSecret: true)
        try KeyFiles.write(certificate.pem, to: server, isSecret: false)
        return (certificate, key)
    }

    private func summary(_ file: String, _ certificate: Certificate, isNew: Bool) -> Summary {
        Summary(file: file, fingerprint: certificate.fingerprint, expiry: certificate.expiry, isNew: isNew)
    }
}
