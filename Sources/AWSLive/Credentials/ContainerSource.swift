import AWSCore

/// The endpoint that ECS, EKS Pod Identity and others give to containers.
///
/// Source: AWS SDKs and Tools Reference Guide, "Container credential provider".
struct ContainerSource: CredentialsSource {
    let context: CredentialsContext

    let name = "container endpoint"

    static let ecsHost = "169.254.170.2"
    /// Addresses that plain HTTP may go to, besides the machine itself.
    private static let linkLocalHosts: Set = [ecsHost, "169.254.170.23", "[fd00:ec2::23]"]

    func load(at now: Timestamp) async throws(CredentialsError) -> LoadedCredentials {
        guard let endpoint = try endpoint() else {
            return .absent("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set")
        }
        var headers = HTTPHeaders()
        headers["Authorization"] = try authorization()
        let call = MetadataCall(
            transport: context.transport, surroundings: context.surroundings, timeoutSeconds: 2, attemptsMax: 3)
        let answer: MetadataCall.Answer
        do throws(TransportError) {
            answer = try await call.send(
                "GET", endpoint.path, query: endpoint.query, headers: headers, to: endpoint.origin)
        } catch {
            throw CredentialsError("The \(name) \(endpoint.origin.url) did not answer: \(error.message).")
        }
        guard answer.status == 200 else {
            throw CredentialsError("The \(name) \(endpoint.origin.url) answered with status \(answer.status).")
        }
        let document = try CredentialsDocument.parse(answer.body, from: name)
        return .credentials(try CredentialsDocument.read(document, .endpoint, from: name))
    }

    private struct Place {
        let origin: Origin
        let path: String
        let query: [HTTPRequest.QueryItem]
    }

    private func endpoint() throws(CredentialsError) -> Place? {
        let machine = context.machine
        if let relative = machine.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
            let origin = Origin(isSecure: false, host: Self.ecsHost)
            return try place(origin, relative.hasPrefix("/") ? relative : "/\(relative)")
        }
        guard let full = machine.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") else { return nil }
        let target = full.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let url = EndpointURL(String(target[0])) else {
            throw CredentialsError("AWS_CONTAINER_CREDENTIALS_FULL_URI is no URL of http or https.")
        }
        guard url.origin.isSecure || Self.isNear(url.origin.host) else {
            throw CredentialsError(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI must be https, or go to this machine or to the container "
                    + "host (169.254.170.2, 169.254.170.23, fd00:ec2::23), not to '\(url.origin.host)'.")
        }
        let path = url.path.isEmpty ? "/" : url.path
        return try place(url.origin, target.count > 1 ? "\(path)?\(target[1])" : path)
    }

    private func place(_ origin: Origin, _ target: String) throws(CredentialsError) -> Place {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        do throws(WireError) {
            let query = parts.count > 1 ? try QueryString.parse(String(parts[1])) : []
            return Place(origin: origin, path: String(parts[0]), query: query)
        } catch {
            throw CredentialsError("The path of the \(name) is malformed.")
        }
    }

    private static func isNear(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" || linkLocalHosts.contains(host) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// The token is read anew each time, since it is replaced while the container runs.
    private func authorization() throws(CredentialsError) -> String? {
        var token = context.machine.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN")
        if let file = context.machine.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
            do throws(ConfigurationError) {
                guard let text = try context.machine.text(file) else {
                    throw ConfigurationError("The token file \(file) of the \(name) does not exist.")
                }
                token = String(text[...].trimmed)
            } catch {
                throw CredentialsError(error.message)
            }
        }
        guard token?.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) ?? true else {
            throw CredentialsError("The authorization token of the \(name) contains a line break.")
        }
        return token
    }
}
