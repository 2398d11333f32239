import AWSCore
import AWSOpenSearch

/// Turns the values of a document's field into what the engine indexes.
enum FieldContents {
    /// Longer terms are refused, as Lucene does; bytes.
    static let termBytesMax = 32_766

    /// nil for values that are kept but not indexed.
    static func content(
        of values: [Document], _ field: FieldMapping, _ analysis: Analysis, id: String
    ) throws(OpenSearchError) -> IndexableDocument.Content? {
        var current = Document.null
        do throws(FieldValue.Refusal) {
            switch field.type {
            case .text, .matchOnlyText:
                return .text(
                    try each(values, field, &current) { value throws(FieldValue.Refusal) in
                        try FieldValue.keyword(value, field)
                    }, analysis.analyzer(of: field))
            case .keyword, .ip, .wildcard, .flatObject:
                let texts = try each(values, field, &current) { value throws(FieldValue.Refusal) in
                    try FieldValue.keyword(value, field)
                }
                return try keywords(texts, field, analysis)
            case .long, .integer, .short, .byte, .unsignedLong, .date, .dateNanos, .boolean:
                return .integers(
                    try each(values, field, &current) { value throws(FieldValue.Refusal) in
                        try FieldValue.integer(value, field)
                    }.sorted())
            case .double, .float, .halfFloat, .scaledFloat:
                return .doubles(
                    try each(values, field, &current) { value throws(FieldValue.Refusal) in
                        try FieldValue.double(value, field)
                    }.sorted())
            case .vector:
                guard let mapping = field.vector, let value = values.first else { return nil }
                current = value
                return .vector(try VectorValue.ofDocument(value, mapping, field.path), mapping)
            case .binary:
                let texts = try each(values, field, &current) { value throws(FieldValue.Refusal) in
                    guard let bytes = value.string.flatMap({ Blob(base64: $0) }) else {
                        throw .argument("Illegal base64 character")
                    }
                    return bytes.base64
                }
                return field.keepsBytes ? .keywords(texts) : nil
            case .alias: return nil
            }
        } catch {
            throw refusal(error, of: current, field, id)
        }
    }

    private static func each<Value>(
        _ values: [Document], _ field: FieldMapping, _ current: inout Document,
        _ convert: (Document) throws(FieldValue.Refusal) -> Value
    ) throws(FieldValue.Refusal) -> [Value] {
        var converted: [Value] = []
        converted.reserveCapacity(values.count)
        for value in values {
            current = value
            do throws(FieldValue.Refusal) {
                converted.append(try convert(value))
            } catch {
                guard field.ignoresMalformed else { throw error }
            }
        }
        return converted
    }

    private static func keywords(
        _ texts: [String], _ field: FieldMapping, _ analysis: Analysis
    ) throws(FieldValue.Refusal) -> IndexableDocument.Content {
        var kept: [String] = []
        for text in texts {
            if let limit = field.ignoreAbove, text.utf16.count > limit { continue }
            guard text.utf8.count <= termBytesMax else {
                throw .argument(
                    "Document contains at least one immense term in field=\"\(field.path)\" (whose UTF8 encoding is "
                        + "longer than the max length \(termBytesMax)), all of which were skipped.")
            }
            kept.append(analysis.normalized(text, of: field))
        }
        return .keywords(kept)
    }

    private static func refusal(
        _ refusal: FieldValue.Refusal, of value: Document, _ field: FieldMapping, _ id: String
    ) -> OpenSearchError {
        if field.type == .vector {
            return .mapperParsing(
                "failed to parse field [\(field.path)] of type [knn_vector] in document with id '\(id)'. "
                    + "Preview of field's value: '\(value.scalarText ?? "null")'",
                causedBy: .cause(refusal.type, refusal.reason))
        }
        let preview = value.scalarText ?? value.jsonText().replacing(":", with: "=").replacing("\"", with: "")
        return .mapperParsing(
            "failed to parse field [\(field.path)] of type [\(field.type.rawValue)] in document with id '\(id)'. "
                + "Preview of field's value: '\(preview)'",
            causedBy: .cause(refusal.type, refusal.reason))
    }
}
