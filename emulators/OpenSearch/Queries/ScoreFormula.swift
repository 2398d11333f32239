/// A score that is computed from distances: what of Painless the documentation of the k-NN functions uses.
indirect enum ScoreFormula: Sendable {
    case number(Double)
    case sum(ScoreFormula, ScoreFormula)
    case difference(ScoreFormula, ScoreFormula)
    case product(ScoreFormula, ScoreFormula)
    case quotient(ScoreFormula, ScoreFormula)
    /// One of the plugin's functions, by its place in ``Parsed/measures``.
    case measure(Int)
    /// One thing for documents without the field, another for those with it.
    case choice(lacking: String, ScoreFormula, ScoreFormula)

    /// What a function compares: a field's vectors with a query's.
    struct Measure: Sendable {
        let field: String
        let vector: [Float]
        let space: VectorSpace

        /// What the function gives for a distance.
        func value(of distance: Float) -> Double {
            switch space {
            case .cosinesimil: 1 - Double(distance)
            case .innerproduct: -Double(distance)
            default: Double(distance)
            }
        }
    }

    struct Parsed: Sendable {
        let formula: ScoreFormula
        let measures: [Measure]
    }

    /// The fields that it asks documents for.
    var choices: [String] {
        switch self {
        case .number, .measure: []
        case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
            .quotient(let left, let right):
            left.choices + right.choices
        case .choice(let field, let yes, let no): [field] + yes.choices + no.choices
        }
    }

    /// - Parameters:
    ///   - measured: what each of the functions gives for the document; nil when it has no vector.
    ///   - lacks: whether the document lacks a field.
    func value(_ measured: (Int) -> Double?, lacks: (String) -> Bool) -> Double {
        switch self {
        case .number(let number): number
        case .sum(let left, let right): left.value(measured, lacks: lacks) + right.value(measured, lacks: lacks)
        case .difference(let left, let right):
            left.value(measured, lacks: lacks) - right.value(measured, lacks: lacks)
        case .product(let left, let right): left.value(measured, lacks: lacks) * right.value(measured, lacks: lacks)
        case .quotient(let left, let right): left.value(measured, lacks: lacks) / right.value(measured, lacks: lacks)
        case .measure(let place): measured(place) ?? 0
        case .choice(let field, let yes, let no):
            (lacks(field) ? yes : no).value(measured, lacks: lacks)
        }
    }
}
