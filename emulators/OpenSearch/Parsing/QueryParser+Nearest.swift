import AWSCore
import AWSOpenSearch

/// Nearest neighbours.
///
/// Source: k-NN plugin, KNNQueryBuilder and its parsers: the order of checks and their words.
extension QueryParser {
    private static let nearestOptions: Set = [
        "vector", "k", "filter", "min_score", "max_distance", "method_parameters", "ignore_unmapped", "rescore",
        "expand_nested_docs",
    ]

    mutating func nearest(_ body: Document) throws(OpenSearchError) -> Query {
        let (name, options) = try field(body, "knn", shorthand: "vector")
        try check(options, "knn", Self.nearestOptions)
        let rules = NearestRules(options)
        try rules.checkShape()
        guard let field = mapping.field(name), let vectors = field.vector else {
            if mapping.field(name) == nil, options["ignore_unmapped"]?.truth ?? false { return .none }
            throw .illegalArgument("Field '\(name)' is not knn_vector type.")
        }
        guard settings.isNearest else { throw .illegalArgument("Field '\(name)' is not built for ANN search.") }
        try rules.check(against: vectors)
        let vector = try rules.vector(vectors)
        let filter = try options["filter"].map { document throws(OpenSearchError) in try query(document) }
        let nearest = NearestQuery(
            field: field.path, vector: vector, extent: try rules.extent(vectors), filter: filter,
            expandsNested: options["expand_nested_docs"]?.truth ?? false,
            probes: options["method_parameters"]?["nprobes"]?.integerText)
        return boosted(.nearest(nearest), options)
    }
}

/// What a query for nearest neighbours must say.
struct NearestRules {
    private let options: Document

    init(_ options: Document) {
        self.options = options
    }

    private var kind: String {
        options["k"] != nil ? "K" : options["max_distance"] != nil ? "MAX_DISTANCE" : "MIN_SCORE"
    }

    /// What holds whatever the field is.
    func checkShape() throws(OpenSearchError) {
        guard let components = options["vector"]?.list else { throw .illegalArgument("[knn] requires query vector") }
        guard !components.isEmpty else {
            throw .illegalArgument("[knn] field 'vector' requires to be non-null and non-empty")
        }
        try checkExclusive()
        guard ["k", "min_score", "max_distance"].count(where: { options[$0] != nil }) == 1 else {
            throw .illegalArgument("[knn] requires exactly one of k, distance or score to be set")
        }
        if let k = options["k"], !(1...Limits.nearest).contains(k.integerText ?? 0) {
            throw .illegalArgument("[knn] requires k to be in the range (0, \(Limits.nearest)]")
        }
        if let score = options["min_score"], !((score.doubleText ?? 0) > 0) {
            throw .illegalArgument("[knn] requires minScore to be greater than 0")
        }
        try checkMethodParameters()
        try checkRescoring()
    }

    private func checkExclusive() throws(OpenSearchError) {
        guard options["rescore"] != nil else { return }
        for name in ["max_distance", "min_score"] where options[name] != nil {
            throw .illegalArgument("The following fields are not allowed together: [rescore, \(name)] ")
        }
    }

    private func checkMethodParameters() throws(OpenSearchError) {
        guard let parameters = options["method_parameters"]?.object else { return }
        guard !parameters.entries.isEmpty else { throw .parsing("method_parameters cannot be empty") }
        var problems: [String] = []
        for entry in parameters.entries {
            guard ["ef_search", "nprobes"].contains(entry.name) else {
                throw .parsing("[knn] unknown method parameter found [\(entry.name)]")
            }
            guard let number = entry.value.integerText else {
                throw .parsing("[knn] ef_search value must be an integer")
            }
            if number <= 0 { problems.append("Validation Failed: 1: \(entry.name) should be greater than 0;") }
        }
        try refuse(problems) { "[knn] errors in method parameter [\($0)]" }
    }

    private func checkRescoring() throws(OpenSearchError) {
        guard let rescore = options["rescore"], rescore.bool == nil else { return }
        for entry in rescore.object?.entries ?? [] where entry.name != "oversample_factor" {
            throw .parsing("[rescore] unknown field [\(entry.name)]")
        }
        guard let factor = rescore["oversample_factor"]?.doubleText else { return }
        func text(_ number: Double) -> String { DecimalText.six(number) }
        let problem =
            factor < 1
            ? "Oversample factor [\(text(factor))] cannot be less than [\(text(1))]"
            : factor > 100 ? "Oversample factor [\(text(factor))] cannot be more than [\(text(100))]" : nil
        try refuse(problem.map { [$0] } ?? []) { "[knn] errors in rescore parameter [\($0)]" }
    }

    private func refuse(_ problems: [String], _ words: (String) -> String) throws(OpenSearchError) {
        guard !problems.isEmpty else { return }
        let list = problems.enumerated().map { "\($0.offset + 1): \($0.element);" }.joined()
        throw .illegalArgument(words("Validation Failed: \(list)"))
    }

    /// What the field's method, engine and space allow.
    func check(against mapping: VectorMapping) throws(OpenSearchError) {
        let isRadial = options["k"] == nil
        let known: Set =
            mapping.method == "flat" || (mapping.engine == .lucene && isRadial)
            ? [] : [mapping.method == "ivf" ? "nprobes" : "ef_search"]
        let unknown = options["method_parameters"]?.object?.entries.filter { !known.contains($0.name) } ?? []
        try refuse(unknown.map { "Unknown parameter '\($0.name)' found" }) {
            "Parameters not valid for [\(mapping.engine.rawValue.uppercased())]:[\(mapping.method)]:"
                + "[\(kind.lowercased())] combination: [\($0)]"
        }
        guard isRadial else { return }
        if mapping.dataType == .binary { throw .unsupported("Binary data type does not support radial search") }
        if mapping.compression > 2, mapping.engine == .faiss {
            throw .unsupported("Radial search is not supported for indices which have quantization enabled")
        }
        if mapping.space == .innerproduct { return }
        if let distance = options["max_distance"]?.doubleText, distance < 0 {
            throw .illegalArgument(
                "[knn] requires distance to be non-negative for space type: \(mapping.space.rawValue.uppercased())")
        }
        if let score = options["min_score"]?.doubleText, score > 1 {
            throw .illegalArgument(
                "[knn] requires score to be in the range [0, 1] for space type: \(mapping.space.rawValue.uppercased())")
        }
    }

    func vector(_ mapping: VectorMapping) throws(OpenSearchError) -> [Float] {
        let components = options["vector"]?.list ?? []
        let given = mapping.dataType == .binary ? components.count * 8 : components.count
        guard given == mapping.dimension else {
            throw .illegalArgument(
                "Query vector has invalid dimension: \(given). Dimension should be: \(mapping.dimension)")
        }
        return try Self.vector(components, mapping, mapping.space)
    }

    /// The components as numbers that a vector of the field may have.
    static func vector(
        _ components: [Document], _ mapping: VectorMapping, _ space: VectorSpace
    ) throws(OpenSearchError) -> [Float] {
        var vector: [Float] = []
        vector.reserveCapacity(components.count)
        do throws(FieldValue.Refusal) {
            for component in components {
                guard let number = component.doubleText else {
                    throw .argument("[knn] field 'vector' requires to be an array of numbers")
                }
                try VectorValue.check(Float(number), mapping)
                vector.append(Float(number))
            }
            try VectorValue.check(vector, space)
        } catch {
            throw .illegalArgument(error.reason)
        }
        return vector
    }

    func extent(_ mapping: VectorMapping) throws(OpenSearchError) -> NearestQuery.Extent {
        if let count = options["k"]?.integerText { return .count(count) }
        if let score = options["min_score"]?.doubleText { return .score(Float(score), isDistance: false) }
        guard let distance = options["max_distance"]?.doubleText else {
            throw .illegalArgument("[knn] requires a number as max_distance")
        }
        // A greater inner product is nearer: the plugin turns its sign.
        return .score(
            mapping.space.score(of: Float(mapping.space == .innerproduct ? -distance : distance)), isDistance: true)
    }
}

/// Numbers as Java's `%f` writes them.
enum DecimalText {
    static func six(_ number: Double) -> String {
        let millionths = Int64((number.magnitude * 1e6).rounded())
        let digits = String(millionths % 1_000_000)
        let sign = number < 0 ? "-" : ""
        return sign + "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - digits.count) + digits
    }
}
