import AWSCore

/// How requests name their sender, in the words that AWS's logs are searched for.
enum UserAgent {
    static func text(_ service: ServiceMetadata, _ configuration: LiveConfiguration) -> String {
        let name = String(service.serviceID.map { $0 == " " ? "_" : $0 }).lowercased()
        let application = configuration.applicationID.map { " app/\(token($0))" } ?? ""
        let mode = configuration.retries.mode.rawValue
        return
            "kass ua/2.1 os/\(system) lang/swift api/\(name)#\(service.apiVersion) cfg/retry-mode#\(mode)\(application)"
    }

    #if os(macOS)
        private static let system = "macos"
    #else
        private static let system = "linux"
    #endif

    /// What may stand in a token of a header (RFC 9110, section 5.6.2); other characters become hyphens.
    private static func token(_ text: String) -> String {
        String(
            text.prefix(50).map {
                $0.isASCII && ($0.isLetter || $0.isNumber || "!$%&'*+-.^_`|~".contains($0)) ? $0 : "-"
            })
    }
}
