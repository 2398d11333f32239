import AWSCore

/// Which origin a call goes to.
enum EndpointResolver {
    /// - Parameter prefix: what the operation puts before the host name; none where the endpoint is not AWS's own.
    static func origin(of service: ServiceMetadata, _ configuration: LiveConfiguration, prefix: String?) -> Origin {
        if let endpoint = configuration.endpoint { return endpoint }
        let suffix = configuration.region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
        return Origin(host: "\(prefix ?? "")\(service.endpointPrefix).\(configuration.region).\(suffix)")
    }
}
