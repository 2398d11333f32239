import AWSCore
import Foundation
import OpenSearchEmulator
import Testing
import World

/// Scores and tokens, against what Lucene itself gave for the same texts.
@Suite struct LuceneTests {
    static let gold: Document = {
        let url = Bundle.module.url(forResource: "Fixtures/lucene-gold", withExtension: "json")
        let bytes = url.flatMap { try? Data(contentsOf: $0) }.map { [UInt8]($0) } ?? []
        return (try? Document(json: bytes)) ?? .null
    }()

    static let searches = gold["search"]?.list ?? []
    static let analyses = gold["analyze"]?.list ?? []

    @Test func thereIsSomethingToCompare() {
        #expect(Self.searches.count == 39)
        #expect(Self.analyses.count == 126)
    }

    @Test func scoresAreLucenes() async throws {
        let domain = try Domain()
        try await domain.ok(
            "PUT", "/gold",
            #"{"mappings":{"properties":{"title":{"type":"text"},"body":{"type":"text"},"tag":{"type":"keyword"}}}}"#)
        let documents = (Self.gold["docs"]?.list ?? []).map { document in
            var source = document.object ?? .init()
            source["id"] = nil
            return (id: document["id"]?.string ?? "", source: Document.object(source).jsonText())
        }
        try await domain.index("gold", documents)
        for search in Self.searches {
            let query = search["query"] ?? .null
            let body: Document = ["size": 100, "query": query, "track_total_hits": true]
            let answer = try await domain.ok("POST", "/gold/_search", body.jsonText())
            var scores: [String: Float] = [:]
            for hit in answer["hits"]?["hits"]?.list ?? [] {
                scores[hit["_id"]?.string ?? ""] = hit["_score"]?.double.map { Float($0) }
            }
            #expect(answer["hits"]?["total"]?["value"] == search["total"], "\(query.jsonText())")
            for hit in search["hits"]?.list ?? [] {
                let id = hit[0]?.string ?? ""
                let expected = Float(hit[1]?.double ?? 0)
                let got = scores[id] ?? -1
                // One unit in the last place: Lucene adds up clauses in an order of its own.
                #expect(
                    abs(got - expected) <= expected.ulp, "\(query.jsonText()): \(id) scores \(got), not \(expected)")
            }
        }
    }

    @Test func tokensAreLucenes() async throws {
        let domain = try Domain()
        for analysis in Self.analyses {
            let body: Document = ["analyzer": analysis["analyzer"] ?? .null, "text": analysis["text"] ?? .null]
            let answer = try await domain.ok("POST", "/_analyze", body.jsonText())
            let tokens = (answer["tokens"]?.list ?? []).map { token -> Document in
                .list(["token", "start_offset", "end_offset", "position", "type"].map { token[$0] ?? .null })
            }
            #expect(Document.list(tokens) == analysis["tokens"], "\(body.jsonText())")
        }
    }
}
