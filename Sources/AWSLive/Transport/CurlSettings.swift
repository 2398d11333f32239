import CCurl

/// What is the same for all transfers of one transport.
struct CurlSettings: Sendable {
    /// A file of certificates to trust instead of the system's.
    let certificateFile: String?
    let proxies: ProxySettings

    /// - Parameter environment: `AWS_CA_BUNDLE` as AWS's tools read it, then what curl and OpenSSL read; the proxies.
    init(environment: [String: String]) {
        proxies = ProxySettings(environment: environment)
        certificateFile = ["AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"].lazy
            .compactMap { environment[$0] }.first { !$0.isEmpty }
    }

    func configure(_ handle: UnsafeMutableRawPointer, _ origin: Origin, _ timeouts: Timeouts) {
        ccurl_set_pointer(handle, CURLOPT_PROXY, proxies.proxy(for: origin))
        ccurl_set_pointer(handle, CURLOPT_NOPROXY, proxies.exceptions)
        ccurl_set_pointer(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        ccurl_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        ccurl_set_long(handle, CURLOPT_PIPEWAIT, 1)
        ccurl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        // Time-outs without signals, which threads do not bear.
        ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        ccurl_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1)
        ccurl_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, Int(timeouts.connectSeconds * 1000))
        if let whole = timeouts.wholeSeconds { ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, Int(whole * 1000)) }
        if let certificateFile { ccurl_set_pointer(handle, CURLOPT_CAINFO, certificateFile) }
    }
}
