import AWSCore
import AWSOpenSearch
import Foundation
import LocalCloud
import OpenSearchEmulator
import World

/// Writes vectors to an index until it is killed. Each is searchable, by its own numbers, once it is acknowledged.
///
/// `0 N` says that document N is there, `1 N` that N is deleted again: every third one is, by the one after it.
enum CrashVectors {
    static let index = "crash"
    static let dimension = 32

    static func write(_ world: World) async throws {
        let settings = OpenSearchSettings(flavor: .managed, refreshInterval: .zero)
        let client = try LocalCloud(world: world, openSearch: settings).clients().openSearch
        if try await !client.indexExists(.init(index: index)).exists {
            _ = try await client.createIndex(.init(index: index, body: definition))
        }
        let found = try await client.search(
            .init(index: index, body: ["size": 1, "sort": [["n": "desc"]], "_source": false]))
        var number = (found.hits.hits.first?.sort?.first?.int ?? -1) + 1
        while !Task.isCancelled {
            _ = try await client.index(
                .init(
                    index: index, id: "\(number)",
                    body: ["n": .number(Number(number)), "v": .list(vector(number).map { .number(Number($0)) })]))
            say("0 \(number)")
            if number % 3 == 2 {
                _ = try await client.delete(.init(index: index, id: "\(number - 1)"))
                say("1 \(number - 1)")
            }
            // Shows what was written, and so puts rows of vectors down.
            if number % 5 == 0 { _ = try await client.search(.init(index: index, body: ["size": 0])) }
            number += 1
        }
    }

    private static var definition: Document {
        [
            "settings": ["index": ["knn": true]],
            "mappings": [
                "properties": [
                    "n": ["type": "integer"],
                    "v": ["type": "knn_vector", "dimension": .number(Number(dimension))],
                ]
            ],
        ]
    }

    /// What belongs to a number, for the judge to know: no two are alike.
    static func vector(_ number: Int) -> [Float] {
        (0..<dimension).map { Float((number * 131 + $0 * $0 * 17) % 1009) + Float(number) / 4096 }
    }

    private static func say(_ text: String) { FileHandle.standardOutput.write(Data("\(text)\n".utf8)) }
}
