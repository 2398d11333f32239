/// How far a walk goes on: until what is left seems farther than the `keep` nearest by so many standard deviations of
/// an estimate.
struct GraphEffort: Sendable, Hashable {
    var keep: Int
    var deviations: Float

    /// Ever more work: how many times the wanted neighbours to keep, and how sure to be.
    static let ladder: [(keep: Double, deviations: Float)] = [
        (1, 0.5), (1, 0.75), (1, 1), (1, 1.25), (1, 1.5), (1, 1.75), (1, 2), (1.15, 2), (1.3, 2), (1.5, 2), (1.75, 2),
        (2, 2), (2.3, 2), (2.7, 2), (3.2, 2), (3.8, 2), (4.5, 2), (5.3, 2), (6.3, 2), (7.5, 2), (9, 2), (11, 2),
        (14, 2), (18, 2), (25, 2),
    ]
    /// With `ef` given it is what is kept.
    static let deviationsOfEf: Float = 2

    init(k: Int, rung: Int) {
        let step = Self.ladder[min(rung, Self.ladder.count - 1)]
        keep = max(k, Int((Double(max(k, Calibration.neighbours)) * step.keep).rounded(.up)))
        deviations = step.deviations
    }

    init(ef: Int) { (keep, deviations) = (ef, Self.deviationsOfEf) }
}
