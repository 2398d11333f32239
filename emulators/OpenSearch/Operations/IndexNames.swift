import AWSCore
import AWSOpenSearch

/// What an index may be called.
enum IndexNames {
    private static let banned: Set<Character> = [" ", "\"", "*", "\\", "<", "|", ",", ">", "/", "?"]

    /// - Throws: `invalid_index_name_exception` in OpenSearch's words and order (MetadataCreateIndexService).
    static func check(_ name: String) throws(OpenSearchError) {
        if name.contains(where: banned.contains) {
            let list = "[ , \", *, \\, <, |, ,, >, /, ?]"
            throw refusal(name, "must not contain the following characters \(list)")
        }
        if name.contains("#") { throw refusal(name, "must not contain '#'") }
        if name.contains(":") { throw refusal(name, "must not contain ':'") }
        if let first = name.first, "_-+".contains(first) {
            throw refusal(name, "must not start with '_', '-', or '+'")
        }
        if name == "." || name == ".." { throw refusal(name, "must not be '.' or '..'") }
        if name.utf8.count > Limits.indexNameBytes {
            throw refusal(name, "index name is too long, (\(name.utf8.count) > \(Limits.indexNameBytes))")
        }
        if Lowercase.of(name) != name { throw refusal(name, "must be lowercase") }
    }

    private static func refusal(_ name: String, _ problem: String) -> OpenSearchError {
        OpenSearchError(
            .invalidIndexName, reason: "Invalid index name [\(name)], \(problem)", status: 400,
            more: [.init("index", .string(name)), .init("index_uuid", "_na_")])
    }
}
