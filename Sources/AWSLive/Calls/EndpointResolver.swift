import AWSCore

/// Which origin a call goes to.
enum EndpointResolver {
    /// - Parameter prefix: what the operation puts before the host name; none where the endpoint is not AWS's own.
    /// - Returns: nil for a name that can be no region's.
    static func origin(of service: ServiceMetadata, _ configuration: LiveConfiguration, prefix: String?) -> Origin? {
        if let endpoint = configuration.endpoint { return endpoint }
        guard let region = Region(configuration.region) else { return nil }
        return Endpoint.host(service.endpointPrefix, region: region).map { Origin(host: (prefix ?? "") + $0) }
    }
}
