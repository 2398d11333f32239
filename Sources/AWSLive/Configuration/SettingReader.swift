/// Looks a setting up where AWS's tools do: in a variable, then in the profile. What is wrong is said with its place.
struct SettingReader {
    let shared: SharedConfig
    private var machine: Machine { shared.machine }

    init(_ shared: SharedConfig) {
        self.shared = shared
    }

    struct Found {
        let value: String
        /// "AWS_RETRY_MODE", or "retry_mode of profile 'staging'".
        let place: String
    }

    /// - Parameters:
    ///   - variables: the first that is set counts.
    ///   - property: of the profile.
    func text(_ variables: String..., property: String) -> Found? {
        for name in variables {
            if let value = machine.variable(name) { return Found(value: value, place: name) }
        }
        return shared.settings[property].map {
            Found(value: $0, place: "\(property) of profile '\(shared.profileName)'")
        }
    }

    func flag(_ variable: String, property: String) throws(ConfigurationError) -> Bool {
        guard let found = text(variable, property: property) else { return false }
        switch found.value.lowercased() {
        case "true": return true
        case "false": return false
        default: throw ConfigurationError("\(found.place) must be true or false, not '\(found.value)'.")
        }
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        _ variable: String, property: String, among _: Value.Type = Value.self
    ) throws(ConfigurationError) -> Value? where Value.RawValue == String {
        guard let found = text(variable, property: property) else { return nil }
        return try Self.choice(found)
    }

    static func choice<Value: RawRepresentable & CaseIterable>(
        _ found: Found
    ) throws(ConfigurationError) -> Value where Value.RawValue == String {
        if let value = Value(rawValue: found.value.lowercased()) { return value }
        let values = Value.allCases.map(\.rawValue).joined(separator: ", ")
        throw ConfigurationError("\(found.place) must be one of \(values), not '\(found.value)'.")
    }

    func url(_ found: Found) throws(ConfigurationError) -> EndpointURL {
        guard let url = EndpointURL(found.value) else {
            // What stands before an @ may be a password.
            let shown = found.value.contains("@") ? "" : ": '\(found.value)'"
            throw ConfigurationError("\(found.place) is no URL of http or https\(shown).")
        }
        return url
    }

    func count(_ variable: String, property: String) throws(ConfigurationError) -> Int? {
        guard let found = text(variable, property: property) else { return nil }
        guard let count = Int(found.value), count >= 1 else {
            throw ConfigurationError("\(found.place) must be a number of at least 1, not '\(found.value)'.")
        }
        return count
    }
}
