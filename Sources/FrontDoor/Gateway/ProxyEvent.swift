import AWSCore

/// A request as API Gateway hands it to a function: HTTP API, payload format version 2.0.
///
/// API Gateway developer guide, "Lambda proxy integrations for HTTP APIs", and recorded events. Names of headers are in
/// lower case, values of one name joined by commas, cookies apart; a body that is no text is base64.
enum ProxyEvent {
    static func make(_ received: Received, body: [UInt8], _ configuration: FrontDoorConfiguration) -> Document {
        let request = received.request
        var event = Document.Object([
            .init("version", "2.0"), .init("routeKey", .string(received.route.key)),
            .init("rawPath", .string(request.path)),
            .init("rawQueryString", .string(QueryString.text(of: request.query))),
        ])
        let cookies = request.headers[all: "Cookie"].flatMap { $0.split(separator: ";") }
        if !cookies.isEmpty {
            event["cookies"] = .list(cookies.map { .string(String($0.drop { $0 == " " })) })
        }
        event["headers"] = joined(headers(received))
        if !request.query.isEmpty {
            event["queryStringParameters"] = joined(request.query.map { ($0.name, $0.value ?? "") })
        }
        event["requestContext"] = context(received, configuration)
        if !received.route.pathParameters.isEmpty {
            event["pathParameters"] = joined(received.route.pathParameters)
        }
        if !body.isEmpty {
            let text = isText(request.headers["Content-Type"]) ? String(validating: body, as: UTF8.self) : nil
            event["body"] = .string(text ?? Blob(body).base64)
            event["isBase64Encoded"] = .bool(text == nil)
        } else {
            event["isBase64Encoded"] = false
        }
        return .object(event)
    }

    private static func headers(_ received: Received) -> [(String, String)] {
        var headers = received.request.headers.fields
            .map { ($0.name.lowercased(), $0.value) }.filter { $0.0 != "cookie" }
        if !headers.contains(where: { $0.0 == "x-amzn-trace-id" }) {
            headers.append(("x-amzn-trace-id", traceID(received)))
        }
        headers += [("x-forwarded-for", sourceIP), ("x-forwarded-proto", "http")]
        return headers
    }

    /// `Root=1-{seconds}-{96 bits}`, both hexadecimal; the bits follow from the request's own id.
    private static func traceID(_ received: Received) -> String {
        let seconds = String(UInt32(truncatingIfNeeded: received.at.seconds), radix: 16)
        let padded = String(repeating: "0", count: 8 - seconds.utf8.count) + seconds
        return "Root=1-\(padded)-\(HashAlgorithm.sha256.hexDigest(of: received.id.utf8).prefix(24))"
    }

    private static func context(_ received: Received, _ configuration: FrontDoorConfiguration) -> Document {
        let request = received.request
        let domain = RequestGuard.name(of: request.headers["Host"] ?? "localhost")
        return [
            "accountId": .string(configuration.accountID), "apiId": .string(configuration.apiID),
            "domainName": .string(domain), "domainPrefix": .string(String(domain.prefix { $0 != "." })),
            "http": [
                "method": .string(request.method), "path": .string(request.path), "protocol": "HTTP/1.1",
                "sourceIp": .string(sourceIP), "userAgent": .string(request.headers["User-Agent"] ?? ""),
            ],
            "requestId": .string(received.id), "routeKey": .string(received.route.key), "stage": "$default",
            "time": .string(commonLogTime(received.at)), "timeEpoch": .number(Number(received.at.milliseconds)),
        ]
    }

    /// The front door listens on loopback and does not look at addresses.
    private static let sourceIP = "127.0.0.1"

    /// Values under one name are one text with commas between them.
    private static func joined(_ pairs: [(String, String)]) -> Document {
        var object = Document.Object()
        for (name, value) in pairs {
            let text = object[name]?.string.map { "\($0),\(value)" } ?? value
            object[name] = .string(text)
        }
        return .object(object)
    }

    private static func isText(_ type: String?) -> Bool {
        guard let type = type?.lowercased() else { return true }
        return type.hasPrefix("text/") || type.hasPrefix("application/json") || type.hasPrefix("application/xml")
            || type.hasPrefix("application/javascript") || type.hasPrefix("application/x-www-form-urlencoded")
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `21/Apr/2020:15:08:21 +0000`
    private static func commonLogTime(_ timestamp: Timestamp) -> String {
        let time = CivilTime(timestamp)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let clock = [time.hour, time.minute, time.second].map(two).joined(separator: ":")
        return "\(two(time.day))/\(months[time.month - 1])/\(time.year):\(clock) +0000"
    }
}
