import Foundation

/// Vectors to be searched, and queries: of files, or made here from a seed.
struct VectorDataset {
    let name: String
    let rows: [[Float]]
    let queries: [[Float]]

    static let queriesMax = 10
    /// Of a file, so that a scenario takes seconds.
    private static let rowsMax = 10_000

    /// Rows that are made from a seed, by the dimension: enough that not all of them are compared with a query.
    private static let seededRows = [384: 3000, 1024: 2500]

    static var seeded: [String] { seededRows.keys.sorted().map { "seeded-\($0)" } }

    /// - Parameters:
    ///   - name: `seeded-384`, or a path without its ending `_base.npy`, from `folder` on.
    /// - Throws: ``ScenarioSkip`` when there are no such files.
    static func read(_ name: String, from folder: URL) throws -> VectorDataset {
        if name.hasPrefix("seeded-"), let dimension = Int(name.dropFirst(7)), let count = seededRows[dimension] {
            return VectorDataset(name, rows: count, dimension: dimension)
        }
        let path = URL(filePath: name, relativeTo: folder).standardizedFileURL.path
        guard FileManager.default.fileExists(atPath: path + "_base.npy") else {
            throw ScenarioSkip(reason: "there are no vectors \(name)")
        }
        let (base, queries) = (try NumpyArray(path + "_base.npy"), try NumpyArray(path + "_query.npy"))
        return VectorDataset(
            name: URL(filePath: path).lastPathComponent,
            rows: (0..<min(base.rows, rowsMax)).map(base.floats),
            queries: (0..<min(queries.rows, queriesMax)).map(queries.floats))
    }

    private init(name: String, rows: [[Float]], queries: [[Float]]) {
        (self.name, self.rows, self.queries) = (name, rows, queries)
    }

    /// Rows around centres, as texts are around subjects: neighbours are worth looking for.
    private init(_ name: String, rows count: Int, dimension: Int) {
        self.name = name
        var state = UInt64(dimension)
        func component() -> Float {
            let (first, second) = (Splitmix.next(&state), Splitmix.next(&state))
            return Float(Int64(bitPattern: first) >> 40) / 0x1p23 + Float(Int64(bitPattern: second) >> 40) / 0x1p23
        }
        func vector() -> [Float] { (0..<dimension).map { _ in component() } }
        let centres = (0..<count / 50).map { _ in vector() }
        func near() -> [Float] {
            let centre = centres[Int(Splitmix.next(&state) % UInt64(centres.count))]
            return zip(centre, vector()).map { $0 + 0.8 * $1 }
        }
        rows = (0..<count).map { _ in near() }
        queries = (0..<Self.queriesMax).map { _ in near() }
    }

    /// A number from 0 up to 1 for each row, by which filters let it pass.
    static func share(of row: Int) -> Double {
        var state = UInt64(row) &* Splitmix.step
        return Double(Splitmix.next(&state) >> 11) * 0x1p-53
    }
}

/// A small generator whose numbers are the same everywhere.
private enum Splitmix {
    static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    static func next(_ state: inout UInt64) -> UInt64 {
        state &+= step
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A scenario that cannot be played, since it needs what is not there.
struct ScenarioSkip: Error {
    let reason: String
}
