import AWSCore
import AWSOpenSearch

/// The types of fields that are emulated, by OpenSearch's names.
enum FieldType: String, Sendable {
    case text, keyword, long, integer, short, byte, double, float, halfFloat = "half_float"
    case scaledFloat = "scaled_float", boolean, date, dateNanos = "date_nanos", ip, binary
    case flatObject = "flat_object", vector = "knn_vector", unsignedLong = "unsigned_long", wildcard
    case matchOnlyText = "match_only_text", alias

    /// Types that OpenSearch has and this emulator has not.
    static let refused: Set = [
        "geo_point", "geo_shape", "completion", "search_as_you_type", "token_count", "percolator", "rank_feature",
        "rank_features", "integer_range", "long_range", "float_range", "double_range", "date_range", "ip_range", "join",
        "xy_point", "xy_shape", "derived", "star_tree", "semantic", "sparse_vector", "constant_keyword", "version",
        "murmur3", "icu_collation_keyword", "rank_vectors",
    ]

    var isText: Bool { self == .text || self == .matchOnlyText }

    /// Kept as whole terms.
    var isKeyword: Bool { self == .keyword || self == .ip || self == .wildcard || self == .flatObject }

    var isInteger: Bool {
        switch self {
        case .long, .integer, .short, .byte, .unsignedLong: true
        default: false
        }
    }

    var isDouble: Bool { self == .double || self == .float || self == .halfFloat || self == .scaledFloat }

    var isDate: Bool { self == .date || self == .dateNanos }

    /// Kept in a column of integers.
    var isIntegral: Bool { isInteger || isDate || self == .boolean }

    var integerRange: ClosedRange<Int64> {
        switch self {
        case .integer: Int64(Int32.min)...Int64(Int32.max)
        case .short: Int64(Int16.min)...Int64(Int16.max)
        case .byte: Int64(Int8.min)...Int64(Int8.max)
        case .unsignedLong: 0...Int64.max
        default: Int64.min...Int64.max
        }
    }
}

/// One field of a mapping, compiled.
struct FieldMapping: Sendable {
    let path: String
    let type: FieldType
    /// As it was given, without `fields`.
    let definition: Document.Object
    var vector: VectorMapping?
    /// For `alias`: the path that it stands for.
    var target: String?
    var subfields: [String] = []

    var isIndexed: Bool { definition["index"]?.truth ?? true }
    var hasDocValues: Bool { definition["doc_values"]?.truth ?? true }
    /// Of `binary`, which has no such values unless it is told to.
    var keepsBytes: Bool { type == .binary && definition["doc_values"]?.truth ?? false }
    var ignoreAbove: Int? { definition["ignore_above"]?.integerText }
    var nullValue: Document? { definition["null_value"].flatMap { $0.isNull ? nil : $0 } }
    var ignoresMalformed: Bool { definition["ignore_malformed"]?.truth ?? false }
    var copyTo: [String] { definition["copy_to"]?.elements.compactMap(\.string) ?? [] }
    var analyzerName: String? { definition["analyzer"]?.string }
    var searchAnalyzerName: String? { definition["search_analyzer"]?.string ?? analyzerName }
    var normalizerName: String? { definition["normalizer"]?.string }
    var scalingFactor: Double { definition["scaling_factor"]?.doubleText ?? 1 }
    var dateFormat: DateFormat { definition["format"]?.string.map { DateFormat($0) } ?? .standard }
}
