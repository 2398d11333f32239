import AWSCore

/// Where the calls of one service go, and for which region they are signed.
struct EndpointResolver: Sendable {
    let endpoint: EndpointURL
    let signingRegion: String
    private let isConfigured: Bool
    private let s3: S3Place?

    /// What it takes to put a bucket into the host name.
    private struct S3Place: Sendable {
        let addressing: S3Addressing
    }

    /// - Throws: ``ConfigurationError`` for a name that can be no region's, or a host that AWS does not have.
    init(_ service: ServiceMetadata, _ configuration: LiveConfiguration) throws(ConfigurationError) {
        let settings = configuration.endpoints
        s3 = service.serviceID == "S3" ? S3Place(addressing: settings.s3Addressing) : nil
        if let endpoint = settings.configured(for: service) {
            self.endpoint = endpoint
            signingRegion = configuration.region
            isConfigured = true
            return
        }
        isConfigured = false
        if settings.usesGlobalSTS, service.serviceID == "STS", Self.oldRegions.contains(configuration.region),
            !settings.usesFIPS, !settings.usesDualStack
        {
            endpoint = EndpointURL(Origin(host: "sts.amazonaws.com"))
            signingRegion = Region.usEast1.name
            return
        }
        if service.serviceID == "IAM" {
            let place = try Self.global(configuration)
            endpoint = EndpointURL(Origin(host: place.host))
            signingRegion = place.signingRegion
            return
        }
        endpoint = EndpointURL(Origin(host: try Self.host(service, configuration)))
        signingRegion = configuration.region
    }

    private static func global(_ configuration: LiveConfiguration) throws(ConfigurationError) -> GlobalEndpoint {
        let (region, settings) = (try region(configuration), configuration.endpoints)
        let place = GlobalEndpoint(
            iamIn: region.partition, fips: settings.usesFIPS, dualStack: settings.usesDualStack)
        guard let place else { throw ConfigurationError("IAM has no such endpoint for \(region).") }
        return place
    }

    private static func region(_ configuration: LiveConfiguration) throws(ConfigurationError) -> Region {
        guard let region = Region(configuration.region) else {
            throw ConfigurationError(
                "'\(configuration.region)' is no region of AWS: set AWS_REGION, or region in the profile.")
        }
        return region
    }

    private static func host(
        _ service: ServiceMetadata, _ configuration: LiveConfiguration
    ) throws(ConfigurationError) -> String {
        let (region, settings) = (try region(configuration), configuration.endpoints)
        let host = Endpoint.host(
            service.endpointPrefix, region: region, fips: settings.usesFIPS, dualStack: settings.usesDualStack)
        guard let host else {
            let kinds = [settings.usesFIPS ? "FIPS" : nil, settings.usesDualStack ? "dual-stack" : nil]
                .compactMap { $0 }.joined(separator: " and ")
            throw ConfigurationError(
                "\(service.serviceID) has no \(kinds) endpoint in \(region)."
            )
        }
        return host
    }

    /// Puts the request where it goes.
    /// - Parameter prefix: what the operation puts before the host name; none where the endpoint is not AWS's own.
    /// - Throws: ``WireError`` for an access point in place of a bucket.
    /// - Returns: the origin; `request` has its final path and its `Host`.
    func place(
        _ request: inout HTTPRequest, of operation: OperationSchema, prefix: String?
    ) throws(WireError) -> Origin {
        var host = endpoint.origin.host
        if let prefix, !isConfigured { host = prefix + host }
        if let s3, let bucket = Self.bucket(in: request, of: operation) {
            if bucket.hasPrefix("arn%3A") {
                throw .malformed("access points are not supported, only buckets", offset: 0)
            }
            if isHostLabel(bucket, s3.addressing) {
                host = "\(bucket).\(host)"
                request.path.removeFirst(bucket.utf8.count + 1)
                if request.path.isEmpty { request.path = "/" }
            }
        }
        // As botocore joins them: no slash at the end that the endpoint does not have.
        if !endpoint.path.isEmpty { request.path = endpoint.path + (request.path == "/" ? "" : request.path) }
        let origin = Origin(isSecure: endpoint.origin.isSecure, host: host, port: endpoint.origin.port)
        request.headers["Host"] = origin.authority
        return origin
    }

    /// The bucket at the head of the path, as it stands there.
    private static func bucket(in request: HTTPRequest, of operation: OperationSchema) -> String? {
        guard operation.uri.hasPrefix("/{Bucket}") else { return nil }
        return String(request.path.dropFirst().prefix { $0 != "/" })
    }

    /// A name with dots is several labels, which AWS's certificate does not cover.
    private func isHostLabel(_ bucket: String, _ addressing: S3Addressing) -> Bool {
        switch addressing {
        case .path: false
        case .automatic: !isConfigured && S3BucketName.isHostLabel(bucket)
        case .virtualHost: S3BucketName.isHostLabel(bucket) && !endpoint.isAddress
        }
    }

    /// Where the global STS was all there was once.
    ///
    /// Source: AWS SDKs and Tools Reference Guide, "AWS STS Regional endpoints".
    private static let oldRegions: Set = [
        "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1",
        "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1",
        "us-west-2",
    ]
}

/// What a bucket's name allows.
enum S3BucketName {
    /// One label of 3 to 63 lower-case letters, digits and hyphens, not at the ends.
    static func isHostLabel(_ bucket: String) -> Bool {
        Endpoint.s3Host(bucket: bucket, region: .usEast1) != nil
    }
}

extension EndpointURL {
    /// The host is an IP address, before which no name can stand.
    var isAddress: Bool {
        origin.host.hasPrefix("[") || origin.host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
    }
}
