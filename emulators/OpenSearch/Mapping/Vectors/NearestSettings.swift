import AWSCore
import AWSOpenSearch

/// The settings of an index that are about nearest neighbours.
///
/// They are kept, shown and checked; what is found does not depend on them, since it is all that there is. Source: k-NN
/// plugin, KNNSettings, as of OpenSearch 3, which has no `index.knn.algo_param.m`, `ef_construction` and `space_type`.
enum NearestSettings {
    private static let truths: Set = [
        "index.knn", "index.knn.derived_source.enabled", "index.knn.memory_optimized_search",
        "index.knn.remote_index_build.enabled", "index.knn.disk.vector.shard_level_rescoring_disabled",
        "index.knn.faiss.efficient_filter.disable_exact_search",
    ]
    private static let numbers: [String: ClosedRange<Int>] = [
        "index.knn.algo_param.ef_search": 2...Int(Int32.max),
        "index.knn.advanced.approximate_threshold": -1...Int(Int32.max) - 2,
        "index.knn.advanced.filtered_exact_search_threshold": Int(Int32.min)...Int(Int32.max),
    ]

    static func isKnown(_ name: String) -> Bool {
        truths.contains(name) || numbers[name] != nil || name == "index.knn.remote_index_build.size.min"
    }

    static func check(_ settings: IndexSettings) throws(OpenSearchError) {
        for (name, value) in settings.values.sorted(by: { TermOrder.precedes($0.key, $1.key) }) where !value.isNull {
            let text = value.scalarText ?? ""
            if truths.contains(name), value.truth == nil {
                throw .illegalArgument("Failed to parse value [\(text)] as only [true] or [false] are allowed.")
            }
            guard let range = numbers[name] else { continue }
            guard let number = Int(text) else {
                throw .illegalArgument("Failed to parse value [\(text)] for setting [\(name)]")
            }
            guard number >= range.lowerBound else {
                throw .illegalArgument(
                    "Failed to parse value [\(number)] for setting [\(name)] must be >= \(range.lowerBound)")
            }
            guard number <= range.upperBound else {
                throw .illegalArgument(
                    "Failed to parse value [\(number)] for setting [\(name)] must be <= \(range.upperBound)")
            }
        }
        if settings["index.knn.derived_source.enabled"]?.truth ?? false, !settings.isNearest {
            throw .illegalArgument(#"Index setting "index.knn" must be true in order to enabled derived source"#)
        }
    }

    /// Fields of an index that is not made for nearest neighbours say nothing of how those are found.
    static func check(_ mapping: Mapping, _ settings: IndexSettings) throws(OpenSearchError) {
        guard !settings.isNearest else { return }
        for field in mapping.fields.values.sorted(by: { TermOrder.precedes($0.path, $1.path) })
        where field.vector != nil {
            if field.definition["method"] != nil || field.definition["model_id"] != nil {
                throw .illegalMapping("Cannot set modelId or method parameters when index.knn setting is false")
            }
            if field.definition["mode"] != nil || field.definition["compression_level"] != nil {
                throw .mapperParsing(
                    "Compression and mode can not be specified in a flat mapping configuration for field: "
                        + (field.path.split(separator: ".").last.map(String.init) ?? field.path))
            }
        }
    }
}
