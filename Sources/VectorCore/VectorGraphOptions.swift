/// How graphs over the rows of segments are made (HNSW's names; one layer, see the README).
public struct VectorGraphOptions: Sendable, Hashable {
    /// Half the neighbours that a row may have; 1...256.
    public var m: Int
    /// How many of the nearest rows are looked at to choose a row's neighbours from; 1...4,096.
    public var efConstruction: Int
    /// Segments of fewer rows are scanned, which is as fast.
    public var rowsMin = 8192
    /// Threads that build. The graph does not depend on how many there are.
    public var threads = 1

    public init(m: Int = 16, efConstruction: Int = 200) {
        (self.m, self.efConstruction) = (m, efConstruction)
    }

    var degree: Int { 2 * m }
    /// Whether the numbers are within their bounds.
    var isValid: Bool {
        (1...256).contains(m) && (1...4096).contains(efConstruction) && rowsMin >= 0 && (1...1024).contains(threads)
    }
}
