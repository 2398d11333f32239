/// What a live client learns of the machine besides the time: variables, files and programs. Tests give their own.
public struct Machine: Sendable {
    public var variables: @Sendable () -> [String: String]
    /// The bytes of the file at a path; nil where there is none.
    /// - Throws: ``ConfigurationError`` for a file that cannot be read.
    public var read: @Sendable (_ path: String) throws(ConfigurationError) -> [UInt8]?
    /// What a command of the shell writes to its standard output.
    /// - Throws: ``ConfigurationError`` when it fails.
    public var run: @Sendable (_ command: String) async throws(ConfigurationError) -> [UInt8]

    public init(
        variables: @escaping @Sendable () -> [String: String],
        read: @escaping @Sendable (String) throws(ConfigurationError) -> [UInt8]?,
        run: @escaping @Sendable (String) async throws(ConfigurationError) -> [UInt8]
    ) {
        self.variables = variables
        self.read = read
        self.run = run
    }

    public static let system = Machine(
        variables: { SystemEnvironment.variables },
        read: { path throws(ConfigurationError) in try SystemFiles.read(path) },
        run: { command async throws(ConfigurationError) in try await SystemProcess.run(command) })

    /// A variable that says something.
    func variable(_ name: String) -> String? {
        variables()[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A path whose beginning may be `~`.
    func expanded(_ path: String) -> String? {
        guard path == "~" || path.hasPrefix("~/") else { return path }
        return variable("HOME").map { $0 + path.dropFirst() }
    }

    /// The text of a file at a path that may begin with `~`; nil where there is none.
    func text(_ path: String) throws(ConfigurationError) -> String? {
        guard let path = expanded(path), let bytes = try read(path) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
