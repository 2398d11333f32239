import AWSCore

/// One of the signing cases under Fixtures/sigv4/v4.
struct SigV4Case: CustomStringConvertible, Sendable {
    let name: String
    let context: Context
    let request: HTTPRequest

    struct Context: Decodable, Sendable {
        struct Keys: Decodable, Sendable {
            let access_key_id, secret_access_key: String
            let token: String?
        }
        let credentials: Keys
        let expiration_in_seconds: Int
        let normalize, sign_body: Bool
        let region, service, timestamp: String
        let omit_session_token: Bool?
    }

    var description: String { name }

    static let all: [SigV4Case] = {
        do {
            return try Fixture.names(in: "sigv4/v4").map { name in
                SigV4Case(
                    name: name, context: try Fixture.json("sigv4/v4/\(name)/context.json"),
                    request: httpRequest(try Fixture.text("sigv4/v4/\(name)/request.txt")))
            }
        } catch {
            fatalError("the signing cases cannot be read: \(error)")
        }
    }()

    func text(_ file: String) throws -> String { try Fixture.text("sigv4/v4/\(name)/\(file).txt") }

    var now: Timestamp { Timestamp(context.timestamp, .dateTime)! }

    var credentials: Credentials {
        Credentials(
            accessKeyID: context.credentials.access_key_id, secretAccessKey: context.credentials.secret_access_key,
            sessionToken: context.credentials.token)
    }

    var signer: SigV4Signer {
        SigV4Signer(
            service: context.service, region: context.region, signsPathOnce: !context.normalize,
            sendsContentHash: context.sign_body, omitsSessionToken: context.omit_session_token ?? false)
    }

    var verifier: SigV4Verifier {
        SigV4Verifier(
            service: context.service, region: context.region, signsPathOnce: !context.normalize,
            omitsSessionToken: context.omit_session_token ?? false)
    }

    var body: [UInt8] {
        if case .bytes(let bytes) = request.body { bytes } else { [] }
    }

    /// A request as the cases write it: raw UTF-8 in the path, folded header lines, no space after the colon.
    static func httpRequest(_ text: String) -> HTTPRequest {
        let parts = text.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
        var lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
        let words = lines.removeFirst().split(separator: " ", omittingEmptySubsequences: false)
        let target = words.dropFirst().dropLast().joined(separator: " ")
        let sides = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        var headers = HTTPHeaders()
        for line in lines where !line.isEmpty {
            if line.first == " ", let last = headers.fields.indices.last {
                headers.fields[last].value += "\n\(line)"
            } else if let colon = line.firstIndex(of: ":") {
                headers.append(String(line[..<colon]), String(line[line.index(after: colon)...]))
            }
        }
        let query = sides.count > 1 ? (try? QueryString.parse(sides[1])) ?? [] : []
        let body = parts.count > 1 ? Array(parts[1].utf8) : []
        return HTTPRequest(
            method: String(words[0]), path: sides[0], query: query, headers: headers, body: .bytes(body))
    }
}
