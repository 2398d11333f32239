import AWSCore
import CCurl

/// Tells libcurl what to send.
enum CurlRequest {
    static func configure(
        _ handle: UnsafeMutableRawPointer, _ request: HTTPRequest, _ origin: Origin,
        _ headerLines: UnsafeMutablePointer<curl_slist>?
    ) {
        ccurl_set_pointer(handle, CURLOPT_URL, url(of: request, at: origin))
        ccurl_set_long(handle, CURLOPT_PATH_AS_IS, 1)
        ccurl_set_pointer(handle, CURLOPT_HTTPHEADER, headerLines)
        setBody(handle, request)
        if request.method == "HEAD" {
            ccurl_set_long(handle, CURLOPT_NOBODY, 1)
        } else {
            ccurl_set_pointer(handle, CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    private static func setBody(_ handle: UnsafeMutableRawPointer, _ request: HTTPRequest) {
        switch request.body {
        case .bytes(let bytes) where bytes.isEmpty && (request.method == "GET" || request.method == "DELETE"):
            ccurl_set_long(handle, CURLOPT_HTTPGET, 1)
        case .bytes(let bytes):
            ccurl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
            _ = bytes.withUnsafeBytes { ccurl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, $0.baseAddress ?? empty) }
        case .stream(_, let length):
            ccurl_set_long(handle, CURLOPT_UPLOAD, 1)
            ccurl_set_offset(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(length ?? -1))
        }
    }

    /// A null pointer would mean that a callback brings the body.
    private static var empty: UnsafeRawPointer { UnsafeRawPointer(("" as StaticString).utf8Start) }

    private static func url(of request: HTTPRequest, at origin: Origin) -> String {
        let query = request.query.isEmpty ? "" : "?" + QueryString.text(of: request.query)
        return origin.url + request.path + query
    }

    /// libcurl's list of header lines; an empty value there removes a header that it would add by itself.
    /// - Throws: ``TransportError/Kind/invalidRequest`` for a line break, which would smuggle in another header.
    static func headerLines(of request: HTTPRequest) throws(TransportError) -> UnsafeMutablePointer<curl_slist>? {
        var lines: UnsafeMutablePointer<curl_slist>?
        for field in request.headers.fields {
            let text = field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
            guard !text.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) else {
                curl_slist_free_all(lines)
                throw TransportError(.invalidRequest, "the header \(field.name) contains a line break")
            }
            lines = curl_slist_append(lines, text)
        }
        for name in unwanted(in: request) { lines = curl_slist_append(lines, "\(name):") }
        return lines
    }

    /// What libcurl would add and nobody has signed or asked for.
    private static func unwanted(in request: HTTPRequest) -> [String] {
        var names = ["Accept", "Content-Type"].filter { request.headers[$0] == nil }
        // Waiting for `100 Continue` pays where the body is large. Events, whose number nobody knows, go at once.
        switch request.body {
        case .bytes, .stream(_, length: nil): names.append("Expect")
        case .stream: break
        }
        return names
    }
}
