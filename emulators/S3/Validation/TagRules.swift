import AWSCore
import AWSS3

/// Tags of objects and buckets.
///
/// Source: S3 User Guide, "Categorizing your objects using tags"; messages as recorded from AWS by LocalStack's tests.
enum TagRules {
    static func checkObject(_ tags: [S3.Tag]) throws(S3Error) {
        guard tags.count <= S3Limits.objectTagsMax else {
            throw .refusal("BadRequest", "Object tags cannot be greater than \(S3Limits.objectTagsMax)")
        }
        try check(tags, reserved: "Your TagKey cannot be prefixed with aws:")
    }

    static func checkBucket(_ tags: [S3.Tag]) throws(S3Error) {
        guard tags.count <= S3Limits.bucketTagsMax else {
            throw .refusal("BadRequest", "Bucket tag count cannot be greater than \(S3Limits.bucketTagsMax)")
        }
        try check(tags, reserved: "System tags cannot be added/updated by requester")
    }

    private static func check(_ tags: [S3.Tag], reserved: String) throws(S3Error) {
        var seen: Set<String> = []
        for tag in tags {
            guard (1...S3Limits.tagKeyMax).contains(tag.key.unicodeScalars.count), isPlain(tag.key) else {
                throw invalid("The TagKey you have provided is invalid", tag)
            }
            guard tag.value.unicodeScalars.count <= S3Limits.tagValueMax, isPlain(tag.value) else {
                throw .refusal(
                    "InvalidTag", "The TagValue you have provided is invalid",
                    ["TagKey": .string(tag.key), "TagValue": .string(tag.value)])
            }
            if tag.key.lowercased().hasPrefix("aws:") {
                throw invalid(reserved, tag)
            }
            guard seen.insert(tag.key).inserted else {
                throw invalid("Cannot provide multiple Tags with the same key", tag)
            }
        }
    }

    private static func invalid(_ message: String, _ tag: S3.Tag) -> S3Error {
        .refusal("InvalidTag", message, ["TagKey": .string(tag.key)])
    }

    /// Letters, digits and spaces of any language, and `+ - = . _ : / @`.
    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            "+-=._:/@".unicodeScalars.contains(scalar) || scalar.properties.isAlphabetic
                || scalar.properties.numericType != nil || scalar.properties.isWhitespace
                || scalar.properties.generalCategory == .nonspacingMark
                || scalar.properties.generalCategory == .spacingMark
        }
    }

    /// The header `x-amz-tagging`: `Key1=Value1&Key2=Value2`, percent-encoded.
    static func parse(header text: String?) throws(S3Error) -> [S3.Tag] {
        guard let text, !text.isEmpty else { return [] }
        let items: [HTTPRequest.QueryItem]
        do throws(WireError) {
            items = try QueryString.parse(text, plusIsSpace: true)
        } catch {
            throw invalidHeader(text)
        }
        let tags = items.map { S3.Tag(key: $0.name, value: $0.value ?? "") }
        guard Set(tags.map(\.key)).count == tags.count else { throw invalidHeader(text) }
        try checkObject(tags)
        return tags
    }

    private static func invalidHeader(_ text: String) -> S3Error {
        .invalidArgument(
            "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag "
                + "name duplicates.", "x-amz-tagging", text)
    }
}
