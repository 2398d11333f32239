public import YAMLFiles

/// A `kass.yaml`: profiles by name, and which of them holds when nobody names one.
public struct ProfileFile: Hashable, Sendable {
    /// Its name, in every directory from the working one upwards.
    public static let name = "kass.yaml"
    /// The file's own size, in bytes.
    public static let bytesMax = 1 << 20

    public let path: String
    /// Of the profiles that kass brings.
    static let builtInPath = "built in"
    /// The profile that holds unless another is named.
    public let chosen: String?
    let profiles: [Entry]

    struct Entry: Hashable, Sendable {
        let name: String
        let line: Int
        let column: Int
        /// By the settings' keys.
        let values: [String: Written]
    }

    /// A value, and where it stands.
    struct Written: Hashable, Sendable {
        let text: String
        let line: Int
        let column: Int
    }

    public var names: [String] { profiles.map(\.name) }

    /// - Parameter path: for mistakes.
    /// - Throws: for the first thing that is wrong, with its place and what was probably meant.
    public init(text: String, path: String) throws(FileMistake) {
        guard text.utf8.count <= Self.bytesMax else {
            throw FileMistake(file: path, line: 1, "the file is larger than \(Self.bytesMax) bytes")
        }
        let mapping = try YAMLValue(text: text, file: path).mapping("the file")
        try mapping.check(known: ["profile", "profiles"])
        self.path = path
        let written = try mapping.required("profiles").mapping("`profiles`")
        var profiles: [Entry] = []
        for entry in written.entries { profiles.append(try ProfileReader.read(entry.name, entry.value)) }
        self.profiles = profiles
        let names = profiles.map(\.name)
        chosen = try mapping["profile"]?.text("`profile`")
        if let chosen, let value = mapping["profile"], !names.contains(chosen) {
            throw value.mistake(
                "`profile` is one of those below `profiles`: \(Setting.list(names))\(Setting.guess(chosen, names))")
        }
    }

    subscript(name: String) -> Entry? { profiles.first { $0.name == name } }

    /// Where the file may be, nearest first.
    /// - Parameter directory: an absolute path.
    public static func places(from directory: String) -> [String] {
        let parts = directory.split(separator: "/")
        return (0...parts.count).reversed().map { count in
            "/" + (parts.prefix(count).map(String.init) + [name]).joined(separator: "/")
        }
    }
}

/// Reads one profile, and refuses what it does not know.
enum ProfileReader {
    static func read(_ name: String, _ value: YAMLValue) throws(FileMistake) -> ProfileFile.Entry {
        let what = "the profile `\(name)`"
        var values: [String: ProfileFile.Written] = [:]
        // A profile that says nothing is one of defaults.
        if value.string != "" {
            let mapping = try value.mapping(what)
            try mapping.check(known: children(of: ""))
            for entry in mapping.entries { try read(entry.value, key: entry.name, into: &values) }
        }
        let mark = value.mistake("")
        return ProfileFile.Entry(name: name, line: mark.line, column: mark.column, values: values)
    }

    private static func read(
        _ value: YAMLValue, key: String, into values: inout [String: ProfileFile.Written]
    ) throws(FileMistake) {
        if let setting = Settings.named(key) {
            values[key] = try written(value, setting)
            return
        }
        let mapping = try value.mapping("`\(key)`")
        try refuse(mapping, key)
        try mapping.check(known: children(of: "\(key)."))
        for entry in mapping.entries { try read(entry.value, key: "\(key).\(entry.name)", into: &values) }
    }

    private static func written(_ value: YAMLValue, _ setting: Setting) throws(FileMistake) -> ProfileFile.Written {
        let text = try value.text("`\(setting.key)`")
        if setting.isSecret {
            throw value.mistake("`\(setting.key)` is a secret and belongs in no file: set \(setting.variable)")
        }
        if let complaint = setting.complaint(about: text) { throw value.mistake("`\(setting.key)` \(complaint)") }
        let mark = value.mistake("")
        return ProfileFile.Written(text: text, line: mark.line, column: mark.column)
    }

    /// What goes with the functions is asked for often enough to be explained.
    private static func refuse(_ mapping: YAMLMapping, _ key: String) throws(FileMistake) {
        let goes = ["eventbridge", "sqs", "logs", "secretsmanager"]
        guard key == "services", let entry = mapping.entries.first(where: { goes.contains($0.name) }) else { return }
        throw entry.value.mistake(
            "`\(entry.name)` goes with `lambda`: rules, queues, logs and secrets are the functions'")
    }

    /// The names that may stand below a place in a profile.
    /// - Parameter prefix: "" or such as "models.".
    static func children(of prefix: String) -> [String] {
        var names: [String] = []
        for setting in Settings.all where setting.key.hasPrefix(prefix) {
            let name = String(setting.key.dropFirst(prefix.count).prefix { $0 != "." })
            if !names.contains(name) { names.append(name) }
        }
        return names
    }
}
