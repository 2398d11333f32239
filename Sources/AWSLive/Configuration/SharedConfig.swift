/// The two files that AWS's tools share, and the profile that counts.
struct SharedConfig: Sendable {
    let machine: Machine
    /// Whose settings count: as told, `AWS_PROFILE`, `AWS_DEFAULT_PROFILE`, or "default".
    let profileName: String
    /// The caller or a variable has named the profile.
    let isProfileNamed: Bool
    let configPath: String
    let credentialsPath: String
    private let config: ProfileFile
    private let credentials: ProfileFile

    /// - Throws: ``ConfigurationError`` for a file that cannot be read, or a named profile that is in neither.
    init(profile: String? = nil, _ machine: Machine) throws(ConfigurationError) {
        self.machine = machine
        let named = profile ?? machine.variable("AWS_PROFILE") ?? machine.variable("AWS_DEFAULT_PROFILE")
        profileName = named ?? "default"
        isProfileNamed = named != nil
        configPath = machine.variable("AWS_CONFIG_FILE") ?? "~/.aws/config"
        credentialsPath = machine.variable("AWS_SHARED_CREDENTIALS_FILE") ?? "~/.aws/credentials"
        config = try Self.file(configPath, machine, isCredentials: false)
        credentials = try Self.file(credentialsPath, machine, isCredentials: true)
        if isProfileNamed, self.profile(profileName) == nil {
            throw ConfigurationError(
                "The profile '\(profileName)' is neither in \(configPath) nor in \(credentialsPath)."
                    + Self.suggestion(for: profileName, among: profileNames))
        }
    }

    private static func file(
        _ path: String, _ machine: Machine, isCredentials: Bool
    ) throws(ConfigurationError) -> ProfileFile {
        guard let text = try machine.text(path) else { return ProfileFile() }
        return try ProfileFile(text, path: path, isCredentials: isCredentials)
    }

    /// Sorted.
    var profileNames: [String] {
        let names = [config, credentials].flatMap { file in file.sections.keys.filter { $0.kind == .profile } }
        return Set(names.map(\.name)).sorted()
    }

    private static func suggestion(for name: String, among names: [String]) -> String {
        names.isEmpty
            ? " There are no profiles: 'aws configure --profile \(name)' makes one."
            : " There are: \(names.joined(separator: ", "))."
    }

    /// A profile as both files together have it; what stands in the credentials file counts more.
    func profile(_ name: String) -> ProfileFile.Section? {
        guard let first = config[.profile, name] else { return credentials[.profile, name] }
        guard let second = credentials[.profile, name] else { return first }
        return ProfileFile.Section(
            values: first.values.merging(second.values) { $1 }, nested: first.nested.merging(second.nested) { $1 })
    }

    /// The profile that counts.
    var settings: ProfileFile.Section { profile(profileName) ?? ProfileFile.Section() }

    func ssoSession(_ name: String) -> ProfileFile.Section? { config[.ssoSession, name] }
    func services(_ name: String) -> ProfileFile.Section? { config[.services, name] }
}

extension ProfileFile.Section {
    /// A value that says something.
    subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }
}
