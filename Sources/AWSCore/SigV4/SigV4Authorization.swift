/// What a request says of its own signature, in its headers or in its query; nothing of it verified.
public struct SigV4Authorization: Hashable, Sendable {
    public enum Place: Hashable, Sendable {
        case header
        /// Good for so many seconds from its date.
        case query(expiresIn: Int)
    }

    public let place: Place
    public let credential: SigningCredential
    /// As they stand there: in lower case, joined by `;`.
    public let signedHeaders: [String]
    public let signature: String
    public let date: SigningDate
    public let sessionToken: String?

    static let headerBytesMax = 16_384
    static let signedHeadersMax = 256
    /// A week, in seconds.
    static let expiresMax = 604_800

    /// - Throws: ``SigV4Failure`` when there is no signature, or one that is not whole.
    public init(of request: HTTPRequest) throws(SigV4Failure) {
        if let header = request.headers["Authorization"] {
            try self.init(header: header, of: request)
        } else if request.query.contains(where: { $0.name == SigV4Query.algorithm }) {
            try self.init(queryOf: request)
        } else {
            throw SigV4Failure(.missing)
        }
    }

    private init(header: String, of request: HTTPRequest) throws(SigV4Failure) {
        func incomplete(_ what: String) -> SigV4Failure { SigV4Failure(.incomplete([what], authorization: header)) }
        guard header.utf8.count <= Self.headerBytesMax else { throw SigV4Failure(.malformed("it is too long")) }
        let words = ASCII.split(header, at: UInt8(ascii: " "), maxSplits: 1)
        guard words.count == 2, words[0] == StringToSign.algorithm else {
            throw SigV4Failure(.unsupportedAlgorithm(words[0]))
        }
        let names = ["Credential", "Signature", "SignedHeaders"]
        let values = Self.parameters(words[1], names)
        let missing = zip(names, values).filter { $0.1.isEmpty }.map(\.0)
        let dateText = request.headers["X-Amz-Date"] ?? request.headers["Date"]
        guard missing.isEmpty, let dateText else {
            let lacks = missing.map { "'\($0)' parameter" }
            let lacksDate = dateText == nil ? ["existence of either a 'X-Amz-Date' or a 'Date' header"] : []
            throw SigV4Failure(.incomplete(lacks + lacksDate, authorization: header))
        }
        guard let date = SigningDate(dateText) ?? Timestamp(dateText, .httpDate).map(SigningDate.init) else {
            throw SigV4Failure(.invalidDate(dateText))
        }
        place = .header
        self.date = date
        credential = try Self.credential(values[0])
        signedHeaders = try Self.signedHeaders(values[2])
        signature = values[1]
        sessionToken = request.headers["X-Amz-Security-Token"]
    }

    private init(queryOf request: HTTPRequest) throws(SigV4Failure) {
        func value(_ name: String) -> String? { request.query.first { $0.name == name }?.value }
        let algorithm = value(SigV4Query.algorithm) ?? ""
        guard algorithm == StringToSign.algorithm else { throw SigV4Failure(.unsupportedAlgorithm(algorithm)) }
        let names = [
            SigV4Query.credential, SigV4Query.signature, SigV4Query.date, SigV4Query.signedHeaders, SigV4Query.expires,
        ]
        let values = names.map { value($0) ?? "" }
        guard !values.contains("") else { throw SigV4Failure(.incompleteQuery) }
        guard let date = SigningDate(values[2]) else { throw SigV4Failure(.invalidDate(values[2])) }
        guard let expires = Int(values[4]) else { throw SigV4Failure(.invalidExpires(.notANumber)) }
        guard expires >= 0 else { throw SigV4Failure(.invalidExpires(.negative)) }
        guard expires <= Self.expiresMax else { throw SigV4Failure(.invalidExpires(.moreThanAWeek)) }
        place = .query(expiresIn: expires)
        self.date = date
        credential = try Self.credential(values[0])
        signedHeaders = try Self.signedHeaders(values[3])
        signature = values[1]
        sessionToken = value(SigV4Query.securityToken)
    }

    /// Values out of `Credential=…, SignedHeaders=…, Signature=…`, in any order, with or without the spaces; the first of
    /// each name counts, and one that is not there is empty.
    private static func parameters(_ text: String, _ names: [String]) -> [String] {
        var values = [String](repeating: "", count: names.count)
        for part in ASCII.split(text, at: UInt8(ascii: ",")) {
            let sides = ASCII.split(part, at: UInt8(ascii: "="), maxSplits: 1).map(trimmed)
            guard sides.count == 2, let index = names.firstIndex(of: sides[0]), values[index].isEmpty else { continue }
            values[index] = sides[1]
        }
        return values
    }

    private static func credential(_ text: String) throws(SigV4Failure) -> SigningCredential {
        guard let credential = SigningCredential(text) else { throw SigV4Failure(.invalidCredential(text)) }
        guard credential.terminator == CredentialScope.terminator else {
            throw SigV4Failure(.wrongTerminator(credential.terminator))
        }
        return credential
    }

    private static func signedHeaders(_ text: String) throws(SigV4Failure) -> [String] {
        let names = ASCII.split(text, at: UInt8(ascii: ";"))
        guard names.count <= signedHeadersMax else { throw SigV4Failure(.malformed("it signs too many headers")) }
        guard ASCII.isInLowerCase(text), !names.contains(""), areDifferent(names) else {
            throw SigV4Failure(.malformed("SignedHeaders must be different names in lower case"))
        }
        return names
    }

    private static func trimmed(_ text: String) -> String {
        let space = UInt8(ascii: " ")
        guard text.utf8.first == space || text.utf8.last == space else { return text }
        var bytes = text.utf8.drop { $0 == space }
        while bytes.last == space { bytes.removeLast() }
        return String(Substring(bytes))
    }

    /// Clients sort the names, which makes it quick to see.
    private static func areDifferent(_ names: [String]) -> Bool {
        zip(names, names.dropFirst()).allSatisfy { $0 < $1 } || Set(names).count == names.count
    }
}
