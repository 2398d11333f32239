public import AWSCore

/// Where the services are, as far as it is not plain from the region.
public struct EndpointSettings: Hashable, Sendable {
    /// Instead of AWS's own hosts, for all services.
    public var everywhere: EndpointURL?
    /// The same for single services, by ``key(of:)``.
    public var services: [String: EndpointURL]
    /// Hosts whose cryptography is validated to FIPS 140.
    public var usesFIPS: Bool
    /// Hosts that answer over IPv6 too.
    public var usesDualStack: Bool
    public var s3Addressing: S3Addressing
    /// The old regions call `sts.amazonaws.com` instead of the STS of their region.
    public var usesGlobalSTS: Bool

    public init(
        everywhere: EndpointURL? = nil, services: [String: EndpointURL] = [:], usesFIPS: Bool = false,
        usesDualStack: Bool = false, s3Addressing: S3Addressing = .automatic, usesGlobalSTS: Bool = false
    ) {
        self.everywhere = everywhere
        self.services = services
        self.usesFIPS = usesFIPS
        self.usesDualStack = usesDualStack
        self.s3Addressing = s3Addressing
        self.usesGlobalSTS = usesGlobalSTS
    }

    /// Where the service is by configuration; nil: where AWS has it.
    public func configured(for service: ServiceMetadata) -> EndpointURL? {
        services[Self.key(of: service)] ?? everywhere
    }

    /// What a service is called in a `services` section: "bedrock_runtime". In capitals it ends
    /// `AWS_ENDPOINT_URL_BEDROCK_RUNTIME`.
    ///
    /// Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
    public static func key(of service: ServiceMetadata) -> String {
        let name = service.serviceID.lowercased()
        return String(name.map { $0 == " " || $0 == "-" ? "_" : $0 })
    }
}

/// Where a bucket's name stands.
public enum S3Addressing: String, Hashable, Sendable, CaseIterable {
    /// In the host name at AWS where a certificate covers it, in the path elsewhere.
    case automatic = "auto"
    case virtualHost = "virtual"
    case path
}
