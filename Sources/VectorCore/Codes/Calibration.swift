/// How many estimates must be looked at again to find a share of the true neighbours: found out on rows of the segment,
/// held back as queries.
struct Calibration: Sendable, Hashable {
    /// The shares that are remembered.
    static let shares: [Double] = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999]
    /// What they are found out for.
    static let neighbours = 10

    /// For each of `shares`: by how many estimates the scan must answer.
    var estimates: [Int]
    /// For each of `shares`: by how many lists. Empty without lists.
    var lists: [Int]

    /// Of an index that has not been calibrated: what is needed on embeddings of 384 dimensions, and some.
    static let uncalibrated = Calibration(estimates: [14, 24, 40, 60, 90, 130, 180, 400], lists: [])

    /// For a recall between the remembered ones the next higher one counts.
    static func step(for recall: Double) -> Int { shares.firstIndex { $0 >= recall - 1e-9 } ?? shares.count - 1 }
}

/// How much work a search does.
struct Effort: Sendable, Hashable {
    /// Rows that the 1-bit codes put forward.
    var estimates: Int
    /// Rows that the 8-bit codes put forward, to be compared exactly.
    var compared: Int
    /// The step of `Calibration.shares` that it answers to.
    var step: Int
    /// How many neighbours are wanted.
    let k: Int
    /// What walks keep when it is given, instead of what calibration says.
    var ef: Int?
    /// Whether graphs may be used.
    var mayWalk = true

    /// For each step: by how many standard deviations of an estimate what was not looked at must be farther away.
    static let deviations: [Float] = [0, 0.4, 0.7, 1, 1.3, 1.5, 1.8, 2.4]

    init(k: Int, recall: Double, calibrations: some Sequence<Calibration?>) {
        let step = Calibration.step(for: recall)
        let known = calibrations.map { ($0 ?? .uncalibrated).estimates[step] }.max() ?? 0
        let wanted = max(known, Calibration.uncalibrated.estimates[0])
        let (scaled, neighbours) = (wanted * max(k, Calibration.neighbours), Calibration.neighbours)
        self.step = step
        self.k = k
        compared = k + max(6, k / 2)
        estimates = max((scaled + neighbours - 1) / neighbours, compared)
    }
}
