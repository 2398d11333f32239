/// An HTTP request as signers and codecs see it: nothing decoded, nothing normalised.
public struct HTTPRequest: Sendable {
    public var method: String
    /// As it stands in the request line, percent-encoded: "/bucket/a%20b".
    public var path: String
    /// In order; names and values decoded. A nil value is a parameter without `=`.
    public var query: [QueryItem]
    public var headers: HTTPHeaders
    public var body: ByteStream
    /// It came by TLS, as far as whoever received it knows.
    public var isSecure = false

    public init(
        method: String = "GET", path: String = "/", query: [QueryItem] = [], headers: HTTPHeaders = HTTPHeaders(),
        body: ByteStream = .bytes([])
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    public struct QueryItem: Hashable, Sendable {
        public var name: String
        public var value: String?

        public init(_ name: String, _ value: String? = nil) {
            self.name = name
            self.value = value
        }
    }
}

public struct HTTPResponse: Sendable {
    public var status: Int
    public var headers: HTTPHeaders
    public var body: ByteStream

    public init(status: Int = 200, headers: HTTPHeaders = HTTPHeaders(), body: ByteStream = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Header fields in the order they were added. Names match without regard to ASCII case.
public struct HTTPHeaders: Hashable, Sendable {
    public var fields: [Field]

    public struct Field: Hashable, Sendable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// The first value under `name`. Setting replaces all of them; setting nil removes them.
    public subscript(name: String) -> String? {
        get { fields.first { Self.isSame($0.name, name) }?.value }
        set {
            fields.removeAll { Self.isSame($0.name, name) }
            if let newValue { fields.append(Field(name, newValue)) }
        }
    }

    /// All values under `name`, in order.
    public subscript(all name: String) -> [String] {
        var values: [String] = []
        for index in fields.indices where Self.isSame(fields[index].name, name) { values.append(fields[index].value) }
        return values
    }

    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name, value))
    }

    static func isSame(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && (left == right || hasPrefix(left, right))
    }

    /// Whether a name begins with `prefix`, but for ASCII case.
    static func hasPrefix(_ name: String, _ prefix: String) -> Bool {
        let (name, prefix) = (name.utf8, prefix.utf8)
        return name.count >= prefix.count
            && zip(name, prefix).allSatisfy { $0 == $1 || ASCII.lowercase($0) == ASCII.lowercase($1) }
    }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field($0.0, $0.1) }
    }
}
