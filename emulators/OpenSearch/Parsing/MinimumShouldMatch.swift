import AWSCore
import AWSOpenSearch

/// How many optional clauses must match: `2`, `-1`, `75%`, `2<75%`.
///
/// Source: OpenSearch documentation, "Minimum should match".
enum MinimumShouldMatch {
    static func count(_ value: Document?, of clauses: Int) throws(OpenSearchError) -> Int? {
        guard let text = value?.scalarText else { return nil }
        guard let count = count(text.replacing(" < ", with: "<"), of: clauses) else {
            throw OpenSearchError(
                ErrorCode("number_format_exception"), reason: "For input string: \"\(text)\"", status: 400)
        }
        return count
    }

    private static func count(_ text: String, of clauses: Int) -> Int? {
        guard text.contains("<") else { return simple(text[...], of: clauses).map { max(0, $0) } }
        var result = clauses
        for part in text.split(separator: " ") {
            let sides = part.split(separator: "<", maxSplits: 1)
            guard sides.count == 2, let bound = Int(sides[0]) else { return nil }
            if clauses <= bound { return result }
            guard let count = simple(sides[1], of: clauses) else { return nil }
            result = count
        }
        return max(0, result)
    }

    private static func simple(_ text: Substring, of clauses: Int) -> Int? {
        if text.hasSuffix("%") {
            guard let percent = Double(text.dropLast()), abs(percent) <= 1_000_000 else { return nil }
            let part = Int(Double(clauses) * percent / 100)
            return part < 0 ? clauses + part : part
        }
        guard let count = Int(text), abs(count) < 1_000_000 else { return nil }
        return count < 0 ? clauses + count : count
    }
}
