public import AWSCore

extension OpenSearch {
    /// Many searches in one request; each succeeds or fails for itself.
    public struct MultiSearchInput: OpenSearchInput {
        /// For searches that name none.
        public var index: String?
        public var searches: [Search]
        public var parameters: Parameters

        public struct Search: Hashable, Sendable {
            /// `index`, `routing`, `preference`, ...
            public var header: Document
            public var body: Document

            public init(header: Document = .object(Document.Object()), body: Document) {
                self.header = header
                self.body = body
            }
        }

        public init(index: String? = nil, searches: [Search], parameters: Parameters = [:]) {
            self.index = index
            self.searches = searches
            self.parameters = parameters
        }

        public init(_ parts: RequestParts) throws(OpenSearchError) {
            guard parts.lines.count % 2 == 0 else {
                throw OpenSearchError(
                    .illegalArgument,
                    reason: "The msearch request must be terminated by a newline "
                        + "[\\n]", status: 400)
            }
            self.init(
                index: parts.path["index"], searches: Self.searches(parts.lines), parameters: parts.parameters)
        }

        public var parts: RequestParts {
            RequestParts(
                path: index.map { ["index": $0] } ?? [:], parameters: parameters,
                body: .lines(searches.flatMap { [$0.header, $0.body] }))
        }

        public static let schema = StructureSchema(
            "MultiSearchInput",
            [
                Member("index", .string(), at: .label("index")), Member("searches", .document),
                Member("parameters", .document),
            ])

        public init(_ fields: Fields) throws(WireError) {
            index = try fields.optional("index")
            searches = Self.searches(fields.object["searches"]?.list ?? [])
            parameters = Parameters(fields)
        }

        public var document: Document {
            var writer = MemberWriter()
            writer.put("index", index)
            writer.put("searches", Document.list(searches.flatMap { [$0.header, $0.body] }))
            if !parameters.isEmpty { writer.put("parameters", parameters.document) }
            return writer.document
        }

        private static func searches(_ lines: [Document]) -> [Search] {
            stride(from: 0, to: lines.count - 1, by: 2).map { Search(header: lines[$0], body: lines[$0 + 1]) }
        }
    }
}
