import AWSCore

/// Tells from a request who calls, and where: as far as the request says it, and the server knows its key.
struct CallerReader: Sendable {
    let defaults: WireDefaults
    let keys: (any AccessKeys)?

    /// A known key's holder says the account. Of other keys, one of 12 digits is the account it means, and the rest
    /// belong to the default account.
    func caller(_ credential: SigningCredential?, requestID: String) async -> WireCaller {
        guard let credential else {
            return WireCaller(account: defaults.account, region: defaults.region, requestID: requestID)
        }
        let key = credential.accessKeyID
        let holder = await keys?.holder(of: key)
        return WireCaller(
            accessKeyID: key, holder: holder, account: holder?.account ?? account(meantBy: key),
            region: credential.scope.region,
            signingName: credential.scope.service, requestID: requestID,
            signature: .unchecked)
    }

    /// A caller of a service that also takes a name and a password, or nothing.
    func caller(
        of request: HTTPRequest, _ credential: SigningCredential?, _ service: UnmodelledService, requestID: String
    ) async -> WireCaller {
        var caller = await caller(credential, requestID: requestID)
        if credential == nil {
            if let region = service.region(inHostOf: request) { caller.region = region }
            if let name = BasicCredentials(request)?.name { caller.account = account(meantBy: name) }
        }
        return caller
    }

    private func account(meantBy key: String) -> String {
        AccountID(key)?.description ?? defaults.account
    }
}

extension HTTPRequest {
    /// Where the client has sent it, by its own words: `http://localhost:4566`.
    var endpoint: String? {
        headers["Host"].map { (isSecure ? "https://" : "http://") + $0 }
    }
}

/// Name and password of `Authorization: Basic …`.
struct BasicCredentials {
    let name: String
    let password: String

    init?(_ request: HTTPRequest) {
        guard let header = request.headers["Authorization"], header.lowercased().hasPrefix("basic "),
            let bytes = Blob(base64: String(header.dropFirst(6).drop { $0 == " " }))?.bytes,
            let text = String(validating: bytes, as: UTF8.self), let colon = text.firstIndex(of: ":")
        else { return nil }
        name = String(text[..<colon])
        password = String(text[text.index(after: colon)...])
    }
}
