package import AWSCore

extension OpenSearch.Hits {
    package init(_ document: Document) throws(WireError) {
        switch document["total"] {
        case .object(let total)?:
            self.total = Total(value: total["value"]?.int ?? 0, relation: total["relation"]?.string ?? "eq")
        case .number(let value)?: total = Total(value: value.int64.map { Int($0) } ?? 0)
        default: total = nil
        }
        maxScore = document["max_score"]?.double.map { Float($0) }
        hits = (document["hits"]?.list ?? []).map { OpenSearch.Hit($0) }
    }

    package var document: Document {
        var object = Document.Object()
        object["total"] = total.map {
            ["value": .number(Number($0.value)), "relation": .string($0.relation)]
        }
        object["max_score"] = maxScore.map { .number(Number(score: $0)) } ?? .null
        object["hits"] = .list(hits.map(\.document))
        return .object(object)
    }
}

extension OpenSearch.Hit {
    private static let read: Set = ["_index", "_id", "_score", "_source", "fields", "highlight", "sort"]

    package init(_ document: Document) {
        index = document["_index"]?.string ?? ""
        id = document["_id"]?.string ?? ""
        score = document["_score"]?.double.map { Float($0) }
        source = document["_source"]
        fields = document["fields"]
        highlight = document["highlight"]
        sort = document["sort"]?.list
        rest = Document.Object((document.object?.entries ?? []).filter { !Self.read.contains($0.name) })
    }

    package var document: Document {
        var entries: [Document.Entry] = []
        entries.reserveCapacity(8 + rest.entries.count)
        func put(_ name: String, _ value: Document?) {
            if let value { entries.append(Document.Entry(name, value)) }
        }
        put("_index", .string(index))
        put("_id", .string(id))
        entries += rest.entries.filter { $0.name.hasPrefix("_") }
        put("_score", score.map { .number(Number(score: $0)) } ?? .null)
        put("_source", source)
        put("fields", fields)
        put("highlight", highlight)
        put("sort", sort.map { .list($0) })
        entries += rest.entries.filter { !$0.name.hasPrefix("_") }
        return .object(Document.Object(entries))
    }
}

extension OpenSearch.MultiSearchOutput.Response {
    init(_ document: Document) throws(WireError) {
        if let error = document["error"] {
            self = .failure(error, status: document["status"]?.int ?? 500)
        } else {
            self = .success(try OpenSearch.SearchOutput(body: document, status: 200))
        }
    }

    package var document: Document {
        switch self {
        case .success(let output):
            var object = output.document.object ?? Document.Object()
            object["status"] = 200
            return .object(object)
        case .failure(let error, let status): return ["error": error, "status": .number(Number(status))]
        }
    }
}

extension Number {
    /// A score as Java writes a float: with a fraction even when it is whole.
    package init(score: Float) {
        self.init(text: score.isFinite ? score.description : Number(score).text)
    }
}
