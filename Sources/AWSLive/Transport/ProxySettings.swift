/// Which proxy stands before an origin, by the variables that all programs read.
struct ProxySettings: Sendable {
    private let http: String?
    private let https: String?
    /// Hosts, domains and networks that are reached without, as libcurl wants them.
    let exceptions: String

    /// Endpoints of the machine and its container host, which no proxy can reach.
    private static let near = ["169.254.169.254", "169.254.170.2", "169.254.170.23", "fd00:ec2::254", "fd00:ec2::23"]

    init(environment: [String: String]) {
        func value(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let all = value("all_proxy", "ALL_PROXY")
        // In capitals it might be a header of a request, where this is a CGI program (CVE-2016-5385).
        http = value("http_proxy") ?? (environment["REQUEST_METHOD"] == nil ? value("HTTP_PROXY") : nil) ?? all
        https = value("https_proxy", "HTTPS_PROXY") ?? all
        let given = value("no_proxy", "NO_PROXY")
        exceptions = given == "*" ? "*" : ((given.map { [$0] } ?? []) + Self.near).joined(separator: ",")
    }

    /// Empty where there is none.
    func proxy(for origin: Origin) -> String { (origin.isSecure ? https : http) ?? "" }
}
