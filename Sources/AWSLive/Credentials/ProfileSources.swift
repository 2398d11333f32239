import AWSCore

/// Finds out how a profile says that its credentials are to be got.
///
/// Source: AWS SDKs and Tools Reference Guide, "Standardized credential providers"; botocore/credentials.py for the
/// order within one profile: role, web identity, single sign-on, keys, process.
struct ProfileSources {
    let shared: SharedConfig
    let context: CredentialsContext

    /// - Returns: one source, which is absent where the profile says nothing, and broken where it says too little.
    func source(of profile: String) -> any CredentialsSource {
        do throws(CredentialsError) {
            return try source(of: profile, after: [])
        } catch {
            return BrokenSource(name: "profile '\(profile)'", message: error.message)
        }
    }

    /// - Parameter path: the profiles that led here by `source_profile`.
    private func source(of name: String, after path: [String]) throws(CredentialsError) -> any CredentialsSource {
        guard let profile = shared.profile(name) else {
            if path.isEmpty { return AbsentSource(name: "profile '\(name)'", reason: "there is no such profile") }
            throw CredentialsError("The source_profile '\(name)' of profile '\(path.last ?? "")' does not exist.")
        }
        // A profile whose role has itself for a source brings its keys.
        let isOwnSource = path.last == name
        if let arn = profile["role_arn"], !isOwnSource {
            guard !path.contains(name) else {
                throw CredentialsError(
                    "The source_profiles lead in a circle: \((path + [name]).joined(separator: ", ")).")
            }
            return try role(arn, of: profile, name, after: path)
        }
        if profile["sso_account_id"] != nil || profile["sso_role_name"] != nil {
            return try singleSignOn(profile, name)
        }
        if profile["aws_access_key_id"] != nil { return try keys(profile, name) }
        if let command = profile["credential_process"] {
            return ProcessSource(command: command, profile: name, machine: context.machine)
        }
        let reason =
            profile["login_session"] == nil
            ? "it names no credentials"
            : "login_session is not supported: use 'aws configure export-credentials' as its credential_process"
        return AbsentSource(name: "profile '\(name)'", reason: reason)
    }

    private func keys(_ profile: ProfileFile.Section, _ name: String) throws(CredentialsError) -> any CredentialsSource
    {
        guard let key = profile["aws_access_key_id"], let secret = profile["aws_secret_access_key"] else {
            throw CredentialsError("The profile '\(name)' has aws_access_key_id, but no aws_secret_access_key.")
        }
        return WrittenSource(
            name: "profile '\(name)'",
            credentials: Credentials(
                accessKeyID: key, secretAccessKey: secret, sessionToken: profile["aws_session_token"]))
    }

    private func role(
        _ arn: String, of profile: ProfileFile.Section, _ name: String, after path: [String]
    ) throws(CredentialsError) -> any CredentialsSource {
        if let file = profile["web_identity_token_file"] {
            return WebIdentitySource(
                tokenFile: file, roleARN: arn, sessionName: profile["role_session_name"],
                name: "web identity of profile '\(name)'", context: context)
        }
        if let device = profile["mfa_serial"] {
            throw CredentialsError(
                "The role of profile '\(name)' needs a code of the MFA device \(device), which cannot be asked for "
                    + "here: run 'aws configure export-credentials --profile \(name) --format env' and use what it "
                    + "prints.")
        }
        var role = AssumedRoleSource.Role(
            arn: arn, sessionName: profile["role_session_name"], externalID: profile["external_id"])
        if let seconds = profile["duration_seconds"] {
            guard let number = Int(seconds), (900...43_200).contains(number) else {
                throw CredentialsError("duration_seconds of profile '\(name)' must be a number from 900 to 43200.")
            }
            role.durationSeconds = number
        }
        let base = CachedCredentials(try rights(of: profile, name, after: path))
        return AssumedRoleSource(role: role, profile: name, base: base, context: context)
    }

    /// Whose credentials take on the role.
    private func rights(
        of profile: ProfileFile.Section, _ name: String, after path: [String]
    ) throws(CredentialsError) -> any CredentialsSource {
        switch (profile["source_profile"], profile["credential_source"]) {
        case (let source?, nil): return try self.source(of: source, after: path + [name])
        case (nil, "Environment"): return EnvironmentSource(machine: context.machine)
        case (nil, "EcsContainer"): return ContainerSource(context: context)
        case (nil, "Ec2InstanceMetadata"):
            return InstanceMetadataSource(context, try instanceMetadataSettings())
        case (nil, let source?):
            throw CredentialsError(
                "The credential_source '\(source)' of profile '\(name)' must be Environment, EcsContainer or "
                    + "Ec2InstanceMetadata.")
        case (_?, _?):
            throw CredentialsError("The profile '\(name)' has both source_profile and credential_source: remove one.")
        case (nil, nil):
            throw CredentialsError(
                "The profile '\(name)' has role_arn, but neither source_profile nor credential_source.")
        }
    }

    private func singleSignOn(
        _ profile: ProfileFile.Section, _ name: String
    ) throws(CredentialsError) -> any CredentialsSource {
        var section = profile
        let session = profile["sso_session"]
        if let session {
            guard let found = shared.ssoSession(session) else {
                throw CredentialsError(
                    "The sso_session '\(session)' of profile '\(name)' is not in \(shared.configPath).")
            }
            section = found
        }
        let needed = [
            ("sso_account_id", profile["sso_account_id"]), ("sso_role_name", profile["sso_role_name"]),
            ("sso_region", section["sso_region"]), ("sso_start_url", section["sso_start_url"]),
        ]
        if let missing = needed.first(where: { $0.1 == nil }) {
            throw CredentialsError("The single sign-on of profile '\(name)' lacks \(missing.0).")
        }
        return SSOSource(
            session: .init(
                cacheName: session ?? section["sso_start_url"] ?? "", region: section["sso_region"] ?? ""),
            accountID: profile["sso_account_id"] ?? "", roleName: profile["sso_role_name"] ?? "", profile: name,
            context: context)
    }

    /// Where the instance's metadata are, and how long to wait for them.
    func instanceMetadataSettings() throws(CredentialsError) -> InstanceMetadataSource.Settings {
        var settings = InstanceMetadataSource.Settings()
        let machine = context.machine
        let mode =
            machine.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")
            ?? shared.settings["ec2_metadata_service_endpoint_mode"]
        switch mode?.lowercased() {
        case nil, "ipv4": break
        case "ipv6": settings.endpoint = InstanceMetadataSource.ipv6
        case let other?: throw CredentialsError("The mode '\(other)' of instance metadata must be ipv4 or ipv6.")
        }
        let url =
            machine.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT")
            ?? shared.settings["ec2_metadata_service_endpoint"]
        if let url {
            guard let endpoint = EndpointURL(url) else {
                throw CredentialsError("AWS_EC2_METADATA_SERVICE_ENDPOINT is no URL of http or https.")
            }
            settings.endpoint = endpoint
        }
        if let seconds = machine.variable("AWS_METADATA_SERVICE_TIMEOUT") ?? shared.settings["metadata_service_timeout"]
        {
            settings.timeoutSeconds = Double(seconds).map { min(max($0, 0.001), 3600) } ?? settings.timeoutSeconds
        }
        let attempts =
            machine.variable("AWS_METADATA_SERVICE_NUM_ATTEMPTS")
            ?? shared.settings["metadata_service_num_attempts"]
        if let attempts { settings.attemptsMax = Int(attempts).map { max($0, 1) } ?? settings.attemptsMax }
        return settings
    }
}
