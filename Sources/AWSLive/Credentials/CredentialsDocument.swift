import AWSCore

/// Credentials as JSON, in the few ways in which programs and endpoints write them.
enum CredentialsDocument {
    /// - Parameters:
    ///   - names: of the members for key, secret, token and expiration.
    ///   - origin: for messages: "credential_process of profile 'staging'".
    /// - Throws: ``CredentialsError`` that names what is missing and shows nothing of what is there.
    static func read(
        _ document: Document, _ names: Names, from origin: String
    ) throws(CredentialsError) -> Credentials {
        guard let key = text(document, names.key), let secret = text(document, names.secret) else {
            let missing = [names.key, names.secret].first { text(document, $0) == nil } ?? names.key
            throw CredentialsError("The answer of \(origin) has no \(missing).")
        }
        var expiration: Timestamp?
        if let member = document[names.expiration], !member.isNull {
            expiration = member.string.flatMap { Timestamp($0, .dateTime) } ?? member.int.map(Self.instant)
            guard expiration != nil else {
                throw CredentialsError("The \(names.expiration) in the answer of \(origin) is no time.")
            }
        }
        return Credentials(
            accessKeyID: key, secretAccessKey: secret, sessionToken: text(document, names.token),
            expiration: expiration)
    }

    static func parse(_ bytes: [UInt8], from origin: String) throws(CredentialsError) -> Document {
        do throws(WireError) {
            return try Document(json: bytes)
        } catch {
            throw CredentialsError("The answer of \(origin) is not JSON.")
        }
    }

    private static func text(_ document: Document, _ name: String) -> String? {
        document[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Milliseconds since the epoch.
    private static func instant(_ milliseconds: Int) -> Timestamp { Timestamp(milliseconds: Int64(milliseconds)) }

    struct Names: Sendable {
        var key = "AccessKeyId"
        var secret = "SecretAccessKey"
        var token = "SessionToken"
        var expiration = "Expiration"

        static let program = Names()
        static let endpoint = Names(token: "Token")
        static let singleSignOn = Names(
            key: "accessKeyId", secret: "secretAccessKey", token: "sessionToken", expiration: "expiration")
    }
}
