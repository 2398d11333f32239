public import AWSCore

extension OpenSearch {
    /// The query parameters of a request, by the names in which OpenSearch documents them.
    ///
    /// They are text, as on the wire; those that programs set most have typed accessors.
    public struct Parameters: Hashable, Sendable, ExpressibleByDictionaryLiteral {
        public private(set) var entries: [Document.Entry]

        public init(_ entries: [Document.Entry] = []) {
            self.entries = entries
        }

        public init(dictionaryLiteral elements: (String, String)...) {
            entries = elements.map { Document.Entry($0.0, .string($0.1)) }
        }

        public subscript(name: String) -> String? {
            get { entries.first { $0.name == name }?.value.string }
            set {
                entries.removeAll { $0.name == name }
                if let newValue { entries.append(Document.Entry(name, .string(newValue))) }
            }
        }

        public var isEmpty: Bool { entries.isEmpty }
        public var names: [String] { entries.map(\.name) }
    }

    /// When a write is to be seen by searches.
    public struct RefreshPolicy: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// At once.
        public static let immediately = Self(rawValue: "true")
        /// At the next refresh, for which the call waits.
        public static let waitFor = Self(rawValue: "wait_for")
        public static let none = Self(rawValue: "false")
    }
}

extension OpenSearch.Parameters {
    public var refresh: OpenSearch.RefreshPolicy? {
        get { self["refresh"].map(OpenSearch.RefreshPolicy.init) }
        set { self["refresh"] = newValue?.rawValue }
    }
    public var routing: String? {
        get { self["routing"] }
        set { self["routing"] = newValue }
    }
    /// A time with its unit: `30s`.
    public var timeout: String? {
        get { self["timeout"] }
        set { self["timeout"] = newValue }
    }
    public var size: Int? {
        get { integer("size") }
        set { self["size"] = newValue.map(String.init) }
    }
    public var from: Int? {
        get { integer("from") }
        set { self["from"] = newValue.map(String.init) }
    }
    /// `index`, or `create` for a write that may replace nothing.
    public var opType: String? {
        get { self["op_type"] }
        set { self["op_type"] = newValue }
    }
    public var ifSeqNo: Int? {
        get { integer("if_seq_no") }
        set { self["if_seq_no"] = newValue.map(String.init) }
    }
    public var ifPrimaryTerm: Int? {
        get { integer("if_primary_term") }
        set { self["if_primary_term"] = newValue.map(String.init) }
    }
    /// A name of the pipeline through which a search passes.
    public var searchPipeline: String? {
        get { self["search_pipeline"] }
        set { self["search_pipeline"] = newValue }
    }
    /// A query in the syntax of `query_string`.
    public var q: String? {
        get { self["q"] }
        set { self["q"] = newValue }
    }
    /// How long a scroll or a point in time is kept: `1m`.
    public var keepAlive: String? {
        get { self["keep_alive"] }
        set { self["keep_alive"] = newValue }
    }

    /// nil when the parameter is absent or no integer.
    public func integer(_ name: String) -> Int? {
        self[name].flatMap { Int($0) }
    }

    /// A parameter without a value is true, as in `?pretty`. nil when absent or neither `true` nor `false`.
    public func flag(_ name: String) -> Bool? {
        switch self[name] {
        case "true", "": true
        case "false": false
        default: nil
        }
    }

    /// The parts of a comma-separated parameter.
    public func names(in name: String) -> [String]? {
        self[name].map { $0.split(separator: ",").map(String.init) }
    }

    init(_ fields: Fields) {
        self.init(
            (fields.object["parameters"]?.object?.entries ?? []).filter { $0.value.string != nil })
    }

    var document: Document { .object(Document.Object(entries)) }
}
