import AWSCore
import AWSOpenSearch
import Foundation
import LocalCloud
import World

/// What a step says of a search for nearest neighbours.
struct VectorStep: Sendable {
    let dataset: String
    var k = 10
    /// The share of the rows that may be found.
    var filter: Double?
    /// The share of the rows that is deleted before.
    var delete: Double?
    var recallMin: Double?
    var ratioMax: Double?
}

/// Searches for nearest neighbours in the emulated OpenSearch, and compares with what is nearest indeed.
struct VectorCheck {
    let step: VectorStep
    let stage: Stage
    /// Datasets are found from here on.
    let folder: URL

    /// What a check finds out.
    struct Outcome {
        /// `{rows, recall}`: the same on every machine.
        let result: Document
        /// p99 of searches and p99 of comparing all, one after the other in turns.
        let ratio: Double
        let recall: Double
    }

    private static let batch = 500
    private static let page = 10_000
    /// Each query is timed so often, searches and comparisons in turns, and its best time counts: the others tell of what
    /// else the machine was doing.
    private static let rounds = 3

    private var client: any OpenSearchClient { stage.chatbot.cloud.clients().openSearch }

    func run() async throws -> Outcome {
        let dataset = try VectorDataset.read(step.dataset, from: folder)
        let index = "vectors-\(dataset.name.lowercased())"
        if try await !client.indexExists(.init(index: index)).exists { try await fill(index, dataset) }
        if let share = step.delete { try await delete(share, from: index) }
        let rows = try await rows(of: index)
        let allowed = step.filter.map { share in rows.filter { VectorDataset.share(of: $0) < share } } ?? rows
        var (hits, wanted) = (0, 0)
        var (searches, scans): ([Duration], [Duration]) = ([], [])
        for query in dataset.queries {
            let nearest = Self.nearest(step.k, to: query, among: allowed, dataset.rows)
            let found = try await search(query, in: index, isExact: false)
            hits += nearest.count(where: found.contains)
            wanted += nearest.count
            var (search, scan) = (Duration.seconds(3600), Duration.seconds(3600))
            for _ in 0..<Self.rounds {
                search = min(search, try await timed { _ = try await self.search(query, in: index, isExact: false) })
                scan = min(scan, try await timed { _ = try await self.search(query, in: index, isExact: true) })
            }
            searches.append(search)
            scans.append(scan)
        }
        let recall = wanted == 0 ? 1 : Double(hits) / Double(wanted)
        return Outcome(
            result: ["rows": .number(Number(allowed.count)), "recall": .number(Number(recall))],
            ratio: Self.p99(searches) / Self.p99(scans), recall: recall)
    }

    // The index.

    private func fill(_ index: String, _ dataset: VectorDataset) async throws {
        let dimension = Document.number(Number(dataset.rows.first?.count ?? 0))
        _ = try await client.createIndex(
            .init(
                index: index,
                body: [
                    "settings": ["index": ["knn": true]],
                    "mappings": [
                        "properties": [
                            "row": ["type": "integer"], "share": ["type": "double"],
                            "v": ["type": "knn_vector", "dimension": dimension, "space_type": "l2"],
                        ]
                    ],
                ]))
        for start in stride(from: 0, to: dataset.rows.count, by: Self.batch) {
            let numbers = start..<min(start + Self.batch, dataset.rows.count)
            let operations = numbers.map { number in
                OpenSearch.BulkOperation.index([
                    "row": .number(Number(number)), "share": .number(Number(VectorDataset.share(of: number))),
                    "v": .string(Self.base64(dataset.rows[number])),
                ])
            }
            let output = try await client.bulk(.init(index: index, operations: operations))
            guard output.items.allSatisfy({ $0.error == nil }) else { throw BenchFailure("rows were refused") }
        }
        await becomeVisible()
    }

    private func delete(_ share: Double, from index: String) async throws {
        let body: Document = [
            "query": ["range": ["share": ["gte": .number(Number(1 - share))]]], "size": .number(Number(Self.page)),
            "_source": false,
        ]
        let found = try await client.search(.init(index: index, body: body))
        let operations = found.hits.hits.map { OpenSearch.BulkOperation.delete(id: $0.id) }
        if !operations.isEmpty { _ = try await client.bulk(.init(index: index, operations: operations)) }
        await becomeVisible()
    }

    /// A collection shows what was written a minute later.
    private func becomeVisible() async { await stage.world.advance(by: .seconds(61)) }

    /// The numbers of the rows that are there.
    private func rows(of index: String) async throws -> [Int] {
        var rows: [Int] = []
        while true {
            var body = Document.Object([
                .init("size", .number(Number(Self.page))), .init("_source", false), .init("sort", ["row"]),
            ])
            if let last = rows.last { body["search_after"] = [.number(Number(last))] }
            let hits = try await client.search(.init(index: index, body: .object(body))).hits.hits
            rows += hits.compactMap { $0.sort?.first?.int }
            if hits.count < Self.page { return rows }
        }
    }

    // Searches.

    private func search(_ query: [Float], in index: String, isExact: Bool) async throws -> Set<Int> {
        let vector = Document.list(query.map { .number(Number($0)) })
        let k = Document.number(Number(step.k))
        let filter: Document? = step.filter.map { ["range": ["share": ["lt": .number(Number($0))]]] }
        let nearest = isExact ? exact(vector, filter) : approximate(vector, k, filter)
        let body: Document = ["size": k, "_source": false, "fields": ["row"], "query": nearest]
        let hits = try await client.search(.init(index: index, body: body)).hits.hits
        return Set(hits.compactMap { $0.fields?["row"]?[0]?.int })
    }

    private func approximate(_ vector: Document, _ k: Document, _ filter: Document?) -> Document {
        var knn = Document.Object([.init("vector", vector), .init("k", k)])
        knn["filter"] = filter
        return ["knn": ["v": .object(knn)]]
    }

    private func exact(_ vector: Document, _ filter: Document?) -> Document {
        var all: Document = ["match_all": [:]]
        if let filter { all = ["bool": ["filter": [filter]]] }
        let parameters: Document = ["field": "v", "query_value": vector, "space_type": "l2"]
        let script: Document = ["lang": "knn", "source": "knn_score", "params": parameters]
        return ["script_score": ["query": all, "script": script]]
    }

    /// By the definition, nearest first, equal ones by number.
    private static func nearest(_ k: Int, to query: [Float], among numbers: [Int], _ rows: [[Float]]) -> [Int] {
        numbers.map { number in
            var sum: Float = 0
            rows[number].withUnsafeBufferPointer { row in
                query.withUnsafeBufferPointer { query in
                    for index in query.indices {
                        let difference = row[index] - query[index]
                        sum += difference * difference
                    }
                }
            }
            return (number: number, distance: sum)
        }.sorted { ($0.distance, $0.number) < ($1.distance, $1.number) }.prefix(k).map(\.number)
    }

    /// A scenario is played on one thread, whose processor time a busy machine does not change.
    private func timed(_ body: () async throws -> Void) async throws -> Duration {
        let start = RealClock.threadTime
        try await body()
        return RealClock.threadTime - start
    }

    private static func p99(_ times: [Duration]) -> Double {
        let sorted = times.sorted()
        return sorted[min(sorted.count - 1, sorted.count * 99 / 100)] / .microseconds(1)
    }

    /// The components' bytes, little endian.
    private static func base64(_ vector: [Float]) -> String {
        Blob(vector.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }).base64
    }
}
