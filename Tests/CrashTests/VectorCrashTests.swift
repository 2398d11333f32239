import AWSCore
import AWSOpenSearch
import Foundation
import LocalCloud
import OpenSearchEmulator
import Testing
import World

extension CrashTests {
    /// No vector that was acknowledged is lost, and none that was deleted comes back, whenever the process dies: while the
    /// database writes, or the rows of vectors.
    @Suite struct Vectors {
        static let kills = 40

        @Test func nothingAcknowledgedIsLost() async throws {
            let directory = URL.temporaryDirectory.appending(
                path: "kass-vector-crash-\(ProcessInfo.processInfo.processIdentifier)")
            defer { try? FileManager.default.removeItem(at: directory) }
            let instants = SeededStream(seed: 13, name: "crash instants")
            // The last that was added, the last that was deleted.
            var acknowledged = [-1, -1]
            for kill in 1...Self.kills {
                let writer = try RunningWriter(directory: directory.path, ["vectors"])
                await writer.killAfter(lines: 1 + Int(instants.next() % 60), into: &acknowledged)
                if kill % 4 == 0 { try await check(directory.path, acknowledged) }
            }
            #expect(acknowledged[0] > Self.kills)
        }

        private func check(_ directory: String, _ acknowledged: [Int]) async throws {
            let world = try World(WorldConfiguration(storage: .directory(directory)))
            let settings = OpenSearchSettings(flavor: .managed, refreshInterval: .zero)
            let client = try LocalCloud(world: world, openSearch: settings).clients().openSearch
            let all = try await client.search(
                .init(index: "crash", body: ["size": 10_000, "sort": ["n"], "_source": false]))
            let present = all.hits.hits.compactMap { $0.sort?.first?.int }
            for number in 0...max(0, acknowledged[0]) {
                // A delete that nobody acknowledged may have happened or not.
                if number == acknowledged[1] { #expect(!present.contains(number), "\(number) is back") }
                if number % 3 != 1 { #expect(present.contains(number), "\(number) is lost") }
            }
            for number in present.suffix(20) + present.prefix(5) {
                let found = try await nearest(number, client)
                #expect(Set(found).isSubset(of: present) && Set(found).count == found.count)
                let distances = found.map { Self.distance(number, $0) }
                #expect(distances == Self.nearestDistances(to: number, among: present), "\(number): \(found)")
            }
            try world.close()
        }

        private func nearest(_ number: Int, _ client: any OpenSearchClient) async throws -> [Int] {
            let vector = Document.list(Self.vector(number).map { .number(Number($0)) })
            let body: Document = [
                "size": 5, "_source": false, "fields": ["n"], "query": ["knn": ["v": ["vector": vector, "k": 5]]],
            ]
            let hits = try await client.search(.init(index: "crash", body: body)).hits.hits
            return hits.compactMap { $0.fields?["n"]?[0]?.int }
        }

        /// Many rows are equally far from one another: which of those comes last among the nearest is nobody's promise.
        private static func nearestDistances(to number: Int, among present: [Int]) -> [Float] {
            Array(present.map { distance(number, $0) }.sorted().prefix(5))
        }

        /// Squares of whole 4096ths, which are exact in 64 bits; as a Float, in which searches tell rows apart.
        private static func distance(_ number: Int, _ other: Int) -> Float {
            let squares = zip(vector(number), vector(other)).map { pair -> Int in
                let difference = Int(pair.0 * 4096) - Int(pair.1 * 4096)
                return difference * difference
            }
            return Float(squares.reduce(0, +)) / 16_777_216
        }

        /// As the writer has it.
        private static func vector(_ number: Int) -> [Float] {
            (0..<32).map { Float((number * 131 + $0 * $0 * 17) % 1009) + Float(number) / 4096 }
        }
    }
}
