import AWSCore
import AWSS3
import World

/// ListObjects, the first version: pages are asked for by the last key seen.
enum ListObjects {
    static func run(_ input: S3.ListObjectsRequest, _ view: S3Emulator) async throws(S3Error) -> S3.ListObjectsOutput {
        let limit = try PageRules.limit(input.maxKeys, "maxKeys")
        try PageRules.check(input.encodingType)
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        let query = ListQuery(prefix: input.prefix, delimiter: input.delimiter, marker: input.marker, limit: limit)
        let (bucket, page) = try await view.read { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            return (bucket, try session.objects(query, in: bucket))
        }
        let text = ListedText(input.encodingType)
        var output = S3.ListObjectsOutput(isTruncated: page.isTruncated)
        output.marker = text.encode(input.marker ?? "")
        // Without a delimiter the last key is the marker, and S3 does not repeat it.
        if page.isTruncated, query.delimiter != nil { output.nextMarker = page.last.map(text.encode) }
        output.contents =
            page.items.isEmpty
            ? nil
            : page.items.map { object in
                text.object(object, owner: Owners.owner(bucket.account), showsRestore: input.showsRestore)
            }
        output.name = bucket.name
        output.prefix = text.encode(input.prefix ?? "")
        output.delimiter = query.delimiter.map(text.encode)
        output.maxKeys = limit
        output.commonPrefixes = text.prefixes(page.prefixes)
        output.encodingType = input.encodingType
        return output
    }
}

/// ListObjectsV2: pages are asked for by an opaque token.
enum ListObjectsV2 {
    static func run(
        _ input: S3.ListObjectsV2Request, _ view: S3Emulator
    ) async throws(S3Error) -> S3.ListObjectsV2Output {
        let limit = try PageRules.limit(input.maxKeys, "maxKeys")
        try PageRules.check(input.encodingType)
        if input.continuationToken == "" {
            throw .invalidArgument("The continuation token provided is incorrect", "continuation-token", nil)
        }
        let start = try ContinuationToken.key(input.continuationToken) ?? input.startAfter
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        let query = ListQuery(prefix: input.prefix, delimiter: input.delimiter, marker: start, limit: limit)
        let (bucket, page) = try await view.read { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            return (bucket, try session.objects(query, in: bucket))
        }
        let text = ListedText(input.encodingType)
        let owner = input.fetchOwner == true ? Owners.owner(bucket.account) : nil
        var output = S3.ListObjectsV2Output(isTruncated: page.isTruncated)
        output.contents =
            page.items.isEmpty
            ? nil
            : page.items.map { object in
                text.object(object, owner: owner, showsRestore: input.showsRestore)
            }
        output.name = bucket.name
        output.prefix = text.encode(input.prefix ?? "")
        output.delimiter = query.delimiter.map(text.encode)
        output.maxKeys = limit
        output.commonPrefixes = text.prefixes(page.prefixes)
        output.encodingType = input.encodingType
        output.keyCount = page.entries.count
        output.continuationToken = input.continuationToken
        output.nextContinuationToken = page.isTruncated ? page.last.map(ContinuationToken.text) : nil
        output.startAfter = input.startAfter.map(text.encode)
        return output
    }
}

extension S3.ListObjectsRequest {
    fileprivate var showsRestore: Bool { optionalObjectAttributes?.contains(.restoreStatus) == true }
}

extension S3.ListObjectsV2Request {
    fileprivate var showsRestore: Bool { optionalObjectAttributes?.contains(.restoreStatus) == true }
}

extension ListPage<StoredVersion> {
    /// Key or common prefix of the last entry.
    var last: String? {
        switch entries.last {
        case .item(let version)?: version.key
        case .prefix(let prefix)?: prefix
        case nil: nil
        }
    }
}

/// What listings write, in the encoding that was asked for: XML cannot carry every key.
struct ListedText: Sendable {
    private let isEncoded: Bool

    init(_ encoding: S3.EncodingType?) {
        isEncoded = encoding == .url
    }

    @Sendable func encode(_ text: String) -> String { isEncoded ? KeyText.encoded(text) : text }

    func prefixes(_ prefixes: [String]) -> [S3.CommonPrefix]? {
        prefixes.isEmpty ? nil : prefixes.map { S3.CommonPrefix(prefix: encode($0)) }
    }

    func object(_ version: StoredVersion, owner: S3.Owner?, showsRestore: Bool) -> S3.Object {
        var object = S3.Object()
        object.key = encode(version.key)
        object.lastModified = version.modified.wholeSeconds
        object.eTag = version.quotedETag
        object.checksumAlgorithm = version.checksum.map { [S3.ChecksumAlgorithm(rawValue: $0.algorithm.rawValue)] }
        object.checksumType = version.checksum?.type
        object.size = Int(version.size)
        object.storageClass = S3.ObjectStorageClass(rawValue: version.storageClass)
        object.owner = owner
        object.restoreStatus = showsRestore ? version.restoreStatus : nil
        return object
    }
}
