import AWSCore

/// A program that writes credentials: `credential_process`.
///
/// Source: AWS SDKs and Tools Reference Guide, "Process credential provider".
struct ProcessSource: CredentialsSource {
    let command: String
    let profile: String
    let machine: Machine

    var name: String { "credential_process of profile '\(profile)'" }

    func load(at now: Timestamp) async throws(CredentialsError) -> LoadedCredentials {
        let output: [UInt8]
        do throws(ConfigurationError) {
            output = try await machine.run(command)
        } catch {
            throw CredentialsError("The \(name) brought no credentials. \(error.message)")
        }
        let document = try CredentialsDocument.parse(output, from: name)
        guard document["Version"]?.int == 1 else {
            throw CredentialsError("The answer of \(name) has no Version, or another than 1.")
        }
        return .credentials(try CredentialsDocument.read(document, .program, from: name))
    }
}
