import AWSCore

/// What an error says beside code and message: elements of the body, such as `Key`, and some headers.
struct S3ErrorDetails: Structure {
    var members: [Document.Entry]

    init(_ members: [Document.Entry]) {
        self.members = members
    }

    /// Only what travels in headers is named here; all else goes into the body under its own name.
    static let schema = StructureSchema(
        "S3ErrorDetails",
        [
            Member("DeleteMarkerHeader", .boolean, at: .header("x-amz-delete-marker")),
            Member("VersionIdHeader", .string(), at: .header("x-amz-version-id")),
            Member("AllowHeader", .string(), at: .header("Allow")),
            Member("ETagHeader", .string(), at: .header("ETag")),
            Member("LastModifiedHeader", .timestamp(.httpDate), at: .header("Last-Modified")),
            Member("ContentRangeHeader", .string(), at: .header("Content-Range")),
            Member("BucketRegionHeader", .string(), at: .header("x-amz-bucket-region")),
        ])

    init(_ fields: Fields) throws(WireError) {
        members = fields.object.entries
    }

    var document: Document { .object(Document.Object(members)) }
}
