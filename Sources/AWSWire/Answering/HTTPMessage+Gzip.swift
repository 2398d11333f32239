import AWSCore

extension HTTPRequest {
    /// The body that arrived, without its compression.
    func decompressed(_ body: [UInt8], bytesMax: Int) throws(Gzip.Failure) -> [UInt8] {
        switch headers["Content-Encoding"]?.lowercased() {
        case "gzip", "x-gzip": try Gzip.inflate(body, bytesMax: bytesMax)
        default: body
        }
    }

    private var acceptsGzip: Bool {
        headers[all: "Accept-Encoding"].contains { value in
            value.lowercased().split(separator: ",").contains { coding in
                let parts = coding.split(separator: ";").map { $0.filter { $0 != " " } }
                return parts.first == "gzip" && !parts.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" }
            }
        }
    }

    /// The answer, compressed where the client has asked for it and there is something to gain.
    func compressed(_ response: HTTPResponse) -> HTTPResponse {
        guard acceptsGzip, case .bytes(let bytes) = response.body, bytes.count >= Gzip.compressedBytesMin,
            let body = Gzip.deflate(bytes)
        else { return response }
        var response = response
        response.headers["Content-Encoding"] = "gzip"
        response.body = .bytes(body)
        return response
    }
}
