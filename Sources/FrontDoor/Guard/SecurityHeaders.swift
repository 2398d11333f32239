import AWSCore

/// What browsers are told on every answer: nothing from elsewhere, nothing for elsewhere.
enum SecurityHeaders {
    static func add(to response: inout HTTPResponse) {
        for field in fields { response.headers[field.name] = field.value }
    }

    private static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
        "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    private static let fields: [HTTPHeaders.Field] = [
        .init("Content-Security-Policy", policy),
        .init("X-Content-Type-Options", "nosniff"),
        .init("X-Frame-Options", "DENY"),
        .init("Referrer-Policy", "no-referrer"),
        .init("Cross-Origin-Opener-Policy", "same-origin"),
        .init("Cross-Origin-Resource-Policy", "same-origin"),
    ]
}
