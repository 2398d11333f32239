/// What a search looks for, in the engine's own terms.
indirect enum Query: Sendable {
    case all
    case none
    /// Scored by BM25.
    case term(field: String, term: String)
    /// Words that stand for one another at one place of a query.
    case synonyms(field: String, terms: [String])
    /// Any of the terms; all that match score alike.
    case terms(field: String, terms: [String])
    case phrase(PhraseQuery)
    /// All terms that `pattern` accepts; all that match score alike.
    case pattern(field: String, TermPattern)
    /// Terms within some edits of a word, the nearer ones scoring higher.
    case fuzzy(field: String, FuzzyTerm)
    case integers(field: String, ClosedRange<Int64>)
    case doubles(field: String, DoubleRange)
    case exists(field: String)
    case ids(Set<String>)
    case boolean(BooleanQuery)
    case constant(Query)
    case boosted(Query, by: Float)
    case best([Query], tieBreaker: Float)
    case demoted(Query, by: Query, factor: Float)
    case nested(path: String, Query, NestedScoreMode)
    case nearest(NearestQuery)
    case function(FunctionQuery)
}

struct BooleanQuery: Sendable {
    var must: [Query] = []
    var filter: [Query] = []
    var should: [Query] = []
    var mustNot: [Query] = []
    /// Of `should`; nil for the default: one when nothing else is demanded.
    var shouldMin: Int?

    var effectiveShouldMin: Int { shouldMin ?? (must.isEmpty && filter.isEmpty && !should.isEmpty ? 1 : 0) }
}

struct PhraseQuery: Sendable {
    struct Place: Sendable {
        /// Any of them may stand here.
        var terms: [String]
        var offset: Int
    }

    let field: String
    var places: [Place]
    /// How many places the terms may be moved in all.
    var slop = 0
    /// The last term is the beginning of one.
    var isPrefix = false
    /// Terms that a beginning stands for at most.
    var expansionsMax = 50
}

struct DoubleRange: Sendable {
    var lower: Double = -.infinity
    var upper: Double = .infinity
    var includesLower = true
    var includesUpper = true

    func contains(_ value: Double) -> Bool {
        (includesLower ? value >= lower : value > lower) && (includesUpper ? value <= upper : value < upper)
    }
}

enum NestedScoreMode: String, Sendable {
    case avg, max, min, sum, none
}

/// The nearest documents to a vector.
struct NearestQuery: Sendable {
    enum Extent: Sendable {
        /// This many.
        case count(Int)
        /// All whose score is at least this, which was told as a distance or as a score.
        case score(Float, isDistance: Bool)
    }

    let field: String
    let vector: [Float]
    let extent: Extent
    var filter: Query?
    /// All vectors nested in the documents that were found, not only the nearest of each.
    var expandsNested = false
    /// In how many lists to look, where rows are sorted into lists.
    var probes: Int?
}

/// A query whose scores are computed anew.
struct FunctionQuery: Sendable {
    let query: Query
    var functions: [ScoreFunction]
    var scoreMode: Combination = .multiply
    var boostMode: Combination = .multiply
    var boostMax: Float = .greatestFiniteMagnitude
    var scoreMin: Float?

    enum Combination: String, Sendable {
        case multiply, sum, avg, first, max, min, replace
    }
}

struct ScoreFunction: Sendable {
    enum Kind: Sendable {
        case weight
        case vector(field: String, [Float], VectorSpace)
        /// By the bits in which a whole number differs.
        case bits(field: String, UInt64)
        /// The same of bytes, aligned at their ends.
        case bytes(field: String, [UInt8])
        case formula(ScoreFormula.Parsed)
        case field(FieldFactor)
        /// Any number from 0 up to 1, a function of the seed and the document.
        case scattered(seed: UInt64)
        case decay(Decay)
    }

    let kind: Kind
    var filter: Query?
    var weight: Float?
}

struct FieldFactor: Sendable {
    enum Modifier: String, Sendable {
        case none, log, log1p, log2p, ln, ln1p, ln2p, square, sqrt, reciprocal
    }

    let field: String
    var factor: Double = 1
    var modifier = Modifier.none
    var missing: Double?
}

/// Scores that fall with the distance of a field's value from an origin.
struct Decay: Sendable {
    enum Shape: String, Sendable {
        case gauss, exp, linear
    }

    let shape: Shape
    let field: String
    let origin: Double
    let scale: Double
    var offset: Double = 0
    var decay: Double = 0.5
}
