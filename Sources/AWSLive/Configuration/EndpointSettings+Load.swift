extension EndpointSettings {
    /// By `AWS_ENDPOINT_URL_<SERVICE>`, then `AWS_ENDPOINT_URL`, then the profile's `services`, then its
    /// `endpoint_url`.
    ///
    /// Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints", precedence.
    init(_ reader: SettingReader) throws(ConfigurationError) {
        self.init(
            usesFIPS: try reader.flag("AWS_USE_FIPS_ENDPOINT", property: "use_fips_endpoint"),
            usesDualStack: try reader.flag("AWS_USE_DUALSTACK_ENDPOINT", property: "use_dualstack_endpoint"),
            s3Addressing: try Self.s3Addressing(reader),
            usesGlobalSTS: try Self.usesGlobalSTS(reader))
        guard try !reader.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", property: "ignore_configured_endpoint_urls")
        else {
            return
        }
        let variables = reader.shared.machine.variables()
        if variables[Self.variable]?.isEmpty ?? true {
            for (service, found) in Self.profileServices(reader) { services[service] = try reader.url(found) }
        }
        let prefix = Self.variable + "_"
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) where name.hasPrefix(prefix) && !value.isEmpty {
            let service = name.dropFirst(prefix.count).lowercased()
            services[service] = try reader.url(.init(value: value, place: name))
        }
        if let found = reader.text(Self.variable, property: "endpoint_url") { everywhere = try reader.url(found) }
    }

    private static let variable = "AWS_ENDPOINT_URL"

    private static func profileServices(_ reader: SettingReader) -> [(service: String, found: SettingReader.Found)] {
        guard let name = reader.shared.settings["services"], let section = reader.shared.services(name) else {
            return []
        }
        return section.nested.sorted { $0.key < $1.key }.compactMap { service, properties in
            guard let url = properties["endpoint_url"], !url.isEmpty else { return nil }
            return (service, .init(value: url, place: "endpoint_url of \(service) in services '\(name)'"))
        }
    }

    private static func s3Addressing(_ reader: SettingReader) throws(ConfigurationError) -> S3Addressing {
        guard let style = reader.shared.settings.nested["s3"]?["addressing_style"], !style.isEmpty else {
            return .automatic
        }
        let place = "addressing_style of s3 in profile '\(reader.shared.profileName)'"
        return try SettingReader.choice(.init(value: style, place: place))
    }

    private enum STSEndpoints: String, CaseIterable {
        case regional
        case legacy
    }

    private static func usesGlobalSTS(_ reader: SettingReader) throws(ConfigurationError) -> Bool {
        let choice = try reader.choice(
            "AWS_STS_REGIONAL_ENDPOINTS", property: "sts_regional_endpoints", among: STSEndpoints.self)
        return choice == .legacy
    }
}
