import AWSCore

/// What a browser sends to S3 when a page has a form that uploads a file (S3 API reference, "POST Object").
struct FormUpload: Sendable {
    /// By names in lower case, as the policy knows them; `bucket` is among them.
    var fields: [String: String]
    let file: [UInt8]
    let bucket: String

    /// All fields before the file, in bytes ("POST Object", "HTML form fields").
    static let fieldBytesMax = 20_480
    static let fieldCountMax = 100

    /// Whether the request is one, if no operation of S3's claims it.
    static func isOne(_ request: HTTPRequest) -> Bool {
        request.method == "POST" && request.headers["Authorization"] == nil
            && request.headers["Content-Type"]?.lowercased().hasPrefix("multipart/form-data") == true
    }

    /// - Parameters:
    ///   - request: with the bucket in its path.
    ///   - body: of it. What follows the file is not looked at, as on AWS.
    init(_ request: HTTPRequest, body: [UInt8]) throws(FormRefusal) {
        guard let bucket = PercentEncoding.decode(String(request.path.dropFirst().prefix { $0 != "/" })) else {
            throw .malformed
        }
        self.bucket = bucket
        var reader = FormReader()
        do throws(MultipartFailure) {
            var parser = try MultipartParser(
                contentType: request.headers["Content-Type"], partsMax: Self.fieldCountMax)
            for event in try parser.feed(body) { reader.take(event) }
            try parser.finish()
        } catch {
            throw .malformed
        }
        guard reader.fieldBytes <= Self.fieldBytesMax else { throw .fieldsTooLong }
        guard reader.fields.values.allSatisfy(Self.canBeHeader) else { throw .malformed }
        guard let file = reader.file else { throw .noFile }
        guard let key = reader.fields["key"] else { throw .noKey }
        fields = reader.fields
        // "All variables within the form are expanded prior to validating the POST policy."
        fields["key"] = key.replacing("${filename}", with: reader.fileName)
        fields["bucket"] = bucket
        self.file = file
    }

    private static func canBeHeader(_ value: String) -> Bool {
        value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\t" }
    }

    var key: String { fields["key"] ?? "" }

    /// The PutObject that does the same, by whoever has signed the policy.
    func put() throws(FormRefusal) -> HTTPRequest {
        if fields["tagging"] != nil { throw .notEmulated("tagging") }
        var request = HTTPRequest(
            method: "PUT", path: "/\(bucket)/\(PercentEncoding.encode(key, keepingSlashes: true))",
            body: .bytes(file))
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            if let header = Self.header(for: name) { request.headers[header] = value }
        }
        request.headers["Content-Length"] = String(file.count)
        if let credential = fields["x-amz-credential"] { request.query.append(.init("X-Amz-Credential", credential)) }
        if let key = fields["awsaccesskeyid"], let signature = fields["signature"] {
            request.query += [.init("AWSAccessKeyId", key), .init("Signature", signature)]
        }
        return request
    }

    private static func header(for field: String) -> String? {
        if field == "acl" { return "x-amz-acl" }
        if entityHeaders.contains(field) { return field }
        return field.hasPrefix("x-amz-") && !signingFields.contains(field) ? field : nil
    }

    private static let entityHeaders: Set = [
        "cache-control", "content-type", "content-disposition", "content-encoding", "content-md5", "expires",
    ]
    private static let signingFields: Set = [
        "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature", "x-amz-security-token",
    ]
}

/// Gathers the fields of a form up to its file.
private struct FormReader {
    var fields: [String: String] = [:]
    var fieldBytes = 0
    var fileName = ""
    var file: [UInt8]?
    private var name = ""
    private var value: [UInt8] = []
    private var isAfterFile = false

    mutating func take(_ event: MultipartParser.Event) {
        guard !isAfterFile else { return }
        switch event {
        case .part(let part): begin(part)
        case .data(let bytes):
            if file != nil { file? += bytes } else { value += bytes }
        case .partEnd:
            isAfterFile = file != nil
            guard !isAfterFile else { return }
            fieldBytes += name.utf8.count + value.count
            fields[name] = String(decoding: value, as: UTF8.self)
        }
    }

    private mutating func begin(_ part: MultipartPart) {
        name = part.name.lowercased()
        value = []
        guard name == "file" else { return }
        file = []
        // "If the browser provides a full or partial path to the file, only the text following the last slash (/) or
        // backslash (\) is used."
        fileName = part.fileName?.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
    }
}
