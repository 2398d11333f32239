extension LiveConfiguration {
    /// What the variables of the process and the files of AWS's tools say, and credentials by the chain of every SDK.
    ///
    /// - Parameters:
    ///   - profile: instead of `AWS_PROFILE`; then keys in variables do not count.
    ///   - region: instead of `AWS_REGION` and the profile's.
    ///   - transport: for the calls that bring credentials.
    /// - Throws: ``ConfigurationError``. That there are no credentials is found at the first call.
    public static func load(
        profile: String? = nil, region: String? = nil, machine: Machine = .system, surroundings: Surroundings = .system,
        transport: any HTTPTransport
    ) throws(ConfigurationError) -> LiveConfiguration {
        let shared = try SharedConfig(profile: profile, machine)
        let reader = SettingReader(shared)
        guard let region = region ?? reader.text("AWS_REGION", "AWS_DEFAULT_REGION", property: "region")?.value else {
            throw ConfigurationError(
                "No AWS region: set AWS_REGION, or region of profile '\(shared.profileName)' in \(shared.configPath).")
        }
        let context = CredentialsContext(
            machine: machine, transport: transport, surroundings: surroundings, region: region,
            endpoints: try EndpointSettings(reader), retries: try RetryPolicy(reader))
        return LiveConfiguration(
            region: region, credentials: CachedCredentials(chain(shared, context, isProfileGiven: profile != nil)),
            bedrockAPIKey: machine.variable("AWS_BEARER_TOKEN_BEDROCK").map { APIKey($0) },
            endpoints: context.endpoints, retries: context.retries, checksums: try ChecksumPolicy(reader),
            applicationID: reader.text("AWS_SDK_UA_APP_ID", property: "sdk_ua_app_id")?.value,
            surroundings: surroundings)
    }

    /// Source: AWS SDKs and Tools Reference Guide, "Understand the credential provider chain"; botocore/credentials.py.
    private static func chain(
        _ shared: SharedConfig, _ context: CredentialsContext, isProfileGiven: Bool
    ) -> any CredentialsSource {
        let profiles = ProfileSources(shared: shared, context: context)
        let profile = profiles.source(of: shared.profileName)
        let webIdentity = WebIdentitySource.inEnvironment(context)
        var sources: [any CredentialsSource]
        if isProfileGiven {
            sources = [profile]
        } else if shared.settings["role_arn"] != nil {
            sources = [EnvironmentSource(machine: context.machine), profile, webIdentity]
        } else {
            sources = [EnvironmentSource(machine: context.machine), webIdentity, profile]
        }
        sources.append(ContainerSource(context: context))
        do throws(CredentialsError) {
            sources.append(InstanceMetadataSource(context, try profiles.instanceMetadataSettings()))
        } catch {
            sources.append(BrokenSource(name: "instance metadata", message: error.message))
        }
        return CredentialsChain(sources)
    }
}

extension RetryPolicy {
    /// `legacy`, an old mode of some SDKs, is taken for `standard`.
    init(_ reader: SettingReader) throws(ConfigurationError) {
        let found = reader.text("AWS_RETRY_MODE", property: "retry_mode")
        let isLegacy = found?.value.lowercased() == "legacy"
        self.init(
            mode: try isLegacy
                ? .standard
                : found.map { found throws(ConfigurationError) in
                    try SettingReader.choice(found)
                } ?? .standard,
            attemptsMax: try reader.count("AWS_MAX_ATTEMPTS", property: "max_attempts"))
    }
}

extension ChecksumPolicy {
    init(_ reader: SettingReader) throws(ConfigurationError) {
        self.init(
            requests: try reader.choice(
                "AWS_REQUEST_CHECKSUM_CALCULATION", property: "request_checksum_calculation") ?? .supported,
            responses: try reader.choice(
                "AWS_RESPONSE_CHECKSUM_VALIDATION", property: "response_checksum_validation") ?? .supported)
    }
}

extension LiveClients {
    /// As the variables of the process and the files of AWS's tools say.
    public static func load(
        profile: String? = nil, region: String? = nil, machine: Machine = .system
    ) throws(ConfigurationError) -> LiveClients {
        var variables = machine.variables()
        if variables["AWS_CA_BUNDLE"] == nil {
            variables["AWS_CA_BUNDLE"] = try SharedConfig(profile: profile, machine).settings["ca_bundle"]
        }
        let transport = CurlTransport(environment: variables)
        return LiveClients(
            try LiveConfiguration.load(profile: profile, region: region, machine: machine, transport: transport),
            transport: transport)
    }
}
