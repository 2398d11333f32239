import YAMLFiles

/// Decides what holds: an option weighs more than an environment variable, that more than the file, that more than a
/// default.
public struct ProfileResolver: Sendable {
    /// The profiles there are: of a file, or those that kass brings.
    public var file: ProfileFile
    /// Of the process.
    public var environment: [String: String]
    /// What the command line says, by the settings' keys, with the option that said it.
    public var options: [String: (option: String, text: String)]
    /// Defaults that others know better, by the settings' keys.
    public var fallbacks: [String: String]

    public init(
        file: ProfileFile, environment: [String: String] = [:],
        options: [String: (option: String, text: String)] = [:], fallbacks: [String: String] = [:]
    ) {
        self.file = file
        self.environment = environment
        self.options = options
        self.fallbacks = fallbacks
    }

    /// - Parameter name: nil for what `KASS_PROFILE` says, or else the file, or else `local`.
    /// - Throws: ``ProfileMistake``
    public func profile(named name: String? = nil) throws(ProfileMistake) -> Profile {
        try checkVariables()
        let (name, entry) = try entry(name)
        var values: [Profile.Value] = []
        for setting in Settings.all {
            guard let value = try value(of: setting, entry, name, values) else { continue }
            values.append(value)
        }
        let profile = Profile(name: name, values: values)
        try ProfileRules.check(profile)
        return profile
    }

    private func entry(_ asked: String?) throws(ProfileMistake) -> (String, ProfileFile.Entry) {
        let name = asked ?? variable("KASS_PROFILE") ?? file.chosen ?? "local"
        if let entry = file[name] { return (name, entry) }
        let guess = Spelling.nearest(to: name, among: file.names).map { "; did you mean `\($0)`?" }
        let place =
            file.path == ProfileFile.builtInPath ? "there is no kass.yaml here, and what is built in" : file.path
        throw ProfileMistake(
            "\(place) has no profile `\(name)`\(guess ?? ": it has \(Setting.list(file.names.map { "`\($0)`" }))")")
    }

    private func value(
        of setting: Setting, _ entry: ProfileFile.Entry, _ profile: String, _ before: [Profile.Value]
    ) throws(ProfileMistake) -> Profile.Value? {
        func value(_ text: String, _ source: Profile.Source) -> Profile.Value {
            Profile.Value(setting: setting, text: text, source: source)
        }
        if let (option, text) = options[setting.key] {
            if let complaint = setting.complaint(about: text) { throw ProfileMistake("\(option) \(complaint)") }
            return value(text, .option(option))
        }
        if let text = variable(setting.variable) {
            if let complaint = setting.complaint(about: text) {
                throw ProfileMistake("\(setting.variable) \(complaint)")
            }
            return value(text, .variable(setting.variable))
        }
        if let written = entry.values[setting.key] { return value(written.text, .file(file.path, line: written.line)) }
        return followed(setting, profile, before).map { value($0.text, $0.source) }
            ?? (fallbacks[setting.key] ?? setting.fallback).map { value($0, .fallback) }
    }

    /// What follows from other values.
    private func followed(
        _ setting: Setting, _ profile: String, _ before: [Profile.Value]
    ) -> (text: String, source: Profile.Source)? {
        switch setting.key {
        case "environment" where setting.complaint(about: profile) == nil: (profile, .follows("the profile's name"))
        case let key where key.hasPrefix("services."):
            before.first { $0.setting.key == "services.default" }.map { ($0.text, .follows("services.default")) }
        case "region":
            ["AWS_REGION", "AWS_DEFAULT_REGION"].lazy.compactMap { name in
                variable(name).flatMap { setting.complaint(about: $0) == nil ? ($0, .variable(name)) : nil }
            }.first
        default: nil
        }
    }

    /// An empty variable says nothing, as with AWS's own tools.
    private func variable(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A variable of ours with one letter wrong would be passed over in silence.
    private func checkVariables() throws(ProfileMistake) {
        let known = Settings.all.map(\.variable) + ["KASS_PROFILE", "KASS_CONFIG"]
        for name in environment.keys.sorted() where name.hasPrefix("KASS_") && !known.contains(name) {
            let ending = String(name.dropFirst(5))
            guard let guess = Spelling.nearest(to: ending, among: known.map { String($0.dropFirst(5)) }) else {
                continue
            }
            throw ProfileMistake("\(name) is no setting; did you mean KASS_\(guess)?")
        }
    }
}

/// Why there is no profile, in words that say what to do.
public struct ProfileMistake: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) {
        self.description = description
    }
}
