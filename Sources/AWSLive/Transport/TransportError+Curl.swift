import CCurl

extension TransportError {
    /// - Parameter isConnected: whether the connection had been made, which tells the kinds of time-out apart.
    init(_ code: CURLcode, detail: String, isConnected: Bool) {
        let words = String(cString: curl_easy_strerror(code))
        self.init(Self.kind(of: code, isConnected: isConnected), detail.isEmpty ? words : "\(words): \(detail)")
    }

    private static func kind(of code: CURLcode, isConnected: Bool) -> Kind {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: .nameNotResolved
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: .proxyFailed
        case CURLE_COULDNT_CONNECT: .connectionRefused
        case CURLE_OPERATION_TIMEDOUT: isConnected ? .wholeTimeout : .connectTimeout
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR:
            .tlsFailed
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_SEND_FAIL_REWIND:
            .connectionClosed
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING: .malformedResponse
        case CURLE_URL_MALFORMAT: .invalidRequest
        default: .other
        }
    }
}
