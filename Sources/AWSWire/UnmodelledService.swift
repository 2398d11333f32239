public import AWSCore

/// A service that has no model, and so reads its requests and words its answers by itself, as OpenSearch does.
public struct UnmodelledService: Sendable {
    /// Answers one request, whose body is whole and no longer compressed.
    public typealias Answer = @Sendable (HTTPRequest, _ body: [UInt8], WireCaller) async -> HTTPResponse

    public let name: String
    /// In the scopes of credentials that sign requests to it: "aoss", "es".
    let signingNames: Set<String>
    /// In its host names, behind what a customer has named: "es" of `search-books.eu-west-1.es.amazonaws.com`.
    let hostLabels: Set<String>
    let bodyBytesMax: Int
    let refuse: @Sendable (WireFailure) -> HTTPResponse
    let answer: Answer

    /// - Parameters:
    ///   - bodyBytesMax: of a body, before and after it is decompressed.
    ///   - refuse: words what the server itself answers with, before the service has seen the request.
    public init(
        _ name: String, signingNames: Set<String>, hostLabels: Set<String>, bodyBytesMax: Int,
        refuse: @escaping @Sendable (WireFailure) -> HTTPResponse, answer: @escaping Answer
    ) {
        self.name = name
        self.signingNames = signingNames
        self.hostLabels = hostLabels
        self.bodyBytesMax = bodyBytesMax
        self.refuse = refuse
        self.answer = answer
    }

    /// Whether a request on a port that several services share is for this one.
    ///
    /// The service that makes and lists collections and domains is signed alike; it has targets, or hosts of its own.
    func claims(_ request: HTTPRequest, _ credential: SigningCredential?) -> Bool {
        if request.headers["X-Amz-Target"] != nil { return false }
        if let credential { return signingNames.contains(credential.scope.service) }
        return labels(of: request) != nil
    }

    /// The parts of a host name that is one of the service's.
    private func labels(of request: HTTPRequest) -> [Substring]? {
        guard let host = request.headers["Host"], Endpoint.s3Bucket(inHost: host) == nil else { return nil }
        let labels = host.prefix { $0 != ":" }.split(separator: ".")
        return labels.dropFirst().contains { hostLabels.contains(String($0)) } ? labels : nil
    }

    /// The region in a host name of the service's: "eu-west-1" of `search-books.eu-west-1.es.amazonaws.com`.
    func region(inHostOf request: HTTPRequest) -> String? {
        labels(of: request)?.dropFirst().lazy.map(String.init).first { Region($0) != nil }
    }
}
