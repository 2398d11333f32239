import AWSCore

/// Three lines: the `Authorization` header, the date, the query.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: input(start, count), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var request = HTTPRequest(path: lines[0], headers: ["Host": "localhost"])
    if lines.count > 1, !lines[0].isEmpty { request.headers["Authorization"] = lines[0] }
    if lines.count > 1 { request.headers["X-Amz-Date"] = lines[1] }
    if lines.count > 2 { request.query = (try? QueryString.parse(lines[2])) ?? [] }
    for (verifier, dialect) in verifiers {
        do throws(SigV4Failure) {
            let authorization = try AWSCore.SigV4Authorization(of: request)
            let credentials = Credentials(
                accessKeyID: authorization.credential.accessKeyID, secretAccessKey: "secret",
                sessionToken: authorization.sessionToken)
            _ = try verifier.verify(
                request, authorization, body: [], credentials: credentials, at: authorization.date.timestamp)
        } catch {
            let failure = error.wireFailure(dialect)
            precondition((400..<500).contains(failure.status) && failure.message != nil)
        }
    }
    return 0
}

private let verifiers: [(SigV4Verifier, SigV4Failure.Dialect)] = [
    (SigV4Verifier(service: "dynamodb"), .json), (SigV4Verifier(service: "dynamodb"), .query),
    (SigV4Verifier(service: "s3", signsPathOnce: true), .s3),
]
