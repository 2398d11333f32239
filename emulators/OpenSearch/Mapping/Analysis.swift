import AWSCore
import AWSOpenSearch

/// The analyzers of one index: the built-in ones and those that its settings define.
struct Analysis: Sendable {
    private var analyzers = Analyzer.builtIn
    private var normalizers: [String: Analyzer] = [
        "lowercase": Analyzer(tokenizer: KeywordTokenizer(), filters: [LowercaseFilter()])
    ]

    static let standard = Analysis()

    private init() {}

    /// - Parameter definition: what stands under `index.analysis`.
    init(_ definition: Document) throws(OpenSearchError) {
        let parts = AnalysisParts(definition)
        for entry in definition["analyzer"]?.object?.entries ?? [] {
            analyzers[entry.name] = try parts.analyzer(entry.name, entry.value)
        }
        for entry in definition["normalizer"]?.object?.entries ?? [] {
            normalizers[entry.name] = Analyzer(
                characterFilters: try parts.characterFilters(entry.value), tokenizer: KeywordTokenizer(),
                filters: try parts.filters(entry.value))
        }
    }

    func analyzer(_ name: String) -> Analyzer? { analyzers[name] }
    func normalizer(_ name: String) -> Analyzer? { normalizers[name] }

    /// What texts of `field` are indexed by, or searched.
    func analyzer(of field: FieldMapping, searching: Bool = false) -> Analyzer {
        let name = searching ? field.searchAnalyzerName : field.analyzerName
        var analyzer = name.flatMap { analyzers[$0] } ?? analyzers["default"] ?? .standard
        if let gap = field.definition["position_increment_gap"]?.integerText { analyzer.positionGap = gap }
        return analyzer
    }

    func normalized(_ text: String, of field: FieldMapping) -> String {
        guard let name = field.normalizerName, let normalizer = normalizers[name] else { return text }
        return normalizer.normalized(text)
    }

    /// - Throws: `mapper_parsing_exception` for a field whose analyzer is not there.
    func check(_ mapping: Mapping) throws(OpenSearchError) {
        for field in mapping.fields.values.sorted(by: { $0.path < $1.path }) {
            let name = field.path.split(separator: ".").last.map(String.init) ?? field.path
            for analyzer in [field.analyzerName, field.searchAnalyzerName].compactMap({ $0 })
            where analyzers[analyzer] == nil {
                throw .mapperParsing("analyzer [\(analyzer)] has not been configured in mappings")
            }
            if let normalizer = field.normalizerName, normalizers[normalizer] == nil {
                throw .mapperParsing("normalizer [\(normalizer)] not found for field [\(name)]")
            }
        }
    }
}
