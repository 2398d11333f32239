public import AWSCore

extension OpenSearch {
    /// What a search found.
    public struct SearchOutput: OpenSearchOutput, Hashable {
        /// Milliseconds.
        public var took: Int
        public var timedOut: Bool
        public var hits: Hits
        public var aggregations: Document?
        /// What the next page of a scroll is asked for by.
        public var scrollID: String?
        public var pointInTimeID: String?
        /// `_shards`, `num_reduce_phases`, `terminated_early`, `suggest`, `profile`, ...
        public var rest: Document.Object

        public init(
            took: Int = 0, timedOut: Bool = false, hits: Hits, aggregations: Document? = nil, scrollID: String? = nil,
            pointInTimeID: String? = nil, rest: Document.Object = Document.Object()
        ) {
            self.took = took
            self.timedOut = timedOut
            self.hits = hits
            self.aggregations = aggregations
            self.scrollID = scrollID
            self.pointInTimeID = pointInTimeID
            self.rest = rest
        }

        private static let read: Set = ["took", "timed_out", "hits", "aggregations", "_scroll_id", "pit_id"]

        public init(body: Document, status: Int) throws(WireError) {
            took = body["took"]?.int ?? 0
            timedOut = body["timed_out"]?.bool ?? false
            hits = try Hits(body["hits"] ?? .object(Document.Object()))
            aggregations = body["aggregations"]
            scrollID = body["_scroll_id"]?.string
            pointInTimeID = body["pit_id"]?.string
            rest = Document.Object((body.object?.entries ?? []).filter { !Self.read.contains($0.name) })
        }

        public var status: Int { 200 }
        public var document: Document {
            var object = Document.Object()
            object["_scroll_id"] = scrollID.map { .string($0) }
            object["pit_id"] = pointInTimeID.map { .string($0) }
            object["took"] = .number(Number(took))
            object["timed_out"] = .bool(timedOut)
            object.entries += rest.entries
            object["hits"] = hits.document
            object["aggregations"] = aggregations
            return .object(object)
        }
        public static let schema = StructureSchema("SearchOutput", [Member("body", .document, at: .payload)])
    }

    public struct Hits: Hashable, Sendable {
        /// nil when the search asked not to count.
        public var total: Total?
        /// nil when nothing was found or nothing was scored.
        public var maxScore: Float?
        public var hits: [Hit]

        public struct Total: Hashable, Sendable {
            public var value: Int
            /// `eq`, or `gte` when counting stopped there.
            public var relation: String

            public init(value: Int, relation: String = "eq") {
                self.value = value
                self.relation = relation
            }
        }

        public init(total: Total? = nil, maxScore: Float? = nil, hits: [Hit] = []) {
            self.total = total
            self.maxScore = maxScore
            self.hits = hits
        }
    }

    /// One document that a search found.
    public struct Hit: Hashable, Sendable {
        public var index: String
        public var id: String
        /// nil for a search that sorts by something else.
        public var score: Float?
        public var source: Document?
        public var fields: Document?
        public var highlight: Document?
        public var sort: [Document]?
        /// `_version`, `_seq_no`, `_primary_term`, `inner_hits`, `matched_queries`, ...
        public var rest: Document.Object

        public init(
            index: String, id: String, score: Float? = nil, source: Document? = nil, fields: Document? = nil,
            highlight: Document? = nil, sort: [Document]? = nil, rest: Document.Object = Document.Object()
        ) {
            self.index = index
            self.id = id
            self.score = score
            self.source = source
            self.fields = fields
            self.highlight = highlight
            self.sort = sort
            self.rest = rest
        }
    }

    public struct MultiSearchOutput: OpenSearchOutput {
        /// Milliseconds.
        public var took: Int
        /// In the order of the request.
        public var responses: [Response]

        public enum Response: Hashable, Sendable {
            case success(SearchOutput)
            /// What would stand under `error`, and the status.
            case failure(Document, status: Int)
        }

        public init(took: Int = 0, responses: [Response]) {
            self.took = took
            self.responses = responses
        }

        public init(body: Document, status: Int) throws(WireError) {
            took = body["took"]?.int ?? 0
            responses = []
            for response in body["responses"]?.list ?? [] { responses.append(try Response(response)) }
        }

        public var status: Int { 200 }
        public var document: Document {
            ["took": .number(Number(took)), "responses": .list(responses.map(\.document))]
        }
        public static let schema = StructureSchema("MultiSearchOutput", [Member("body", .document, at: .payload)])
    }
}
