import AWSCore
import AWSS3
import World

/// ListObjectVersions: versions and delete markers, the newest of each key first.
enum ListObjectVersions {
    static func run(
        _ input: S3.ListObjectVersionsRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.ListObjectVersionsOutput {
        let limit = try PageRules.limit(input.maxKeys, "maxKeys")
        try PageRules.check(input.encodingType)
        try checkMarkers(input)
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        let (bucket, page) = try await view.read { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            return (bucket, try self.page(input, limit, bucket, session))
        }
        return output(input, limit, bucket, page)
    }

    private static func checkMarkers(_ input: S3.ListObjectVersionsRequest) throws(S3Error) {
        guard let marker = input.versionIdMarker else { return }
        if input.keyMarker == nil {
            throw .invalidArgument(
                "A version-id marker cannot be specified without a key marker.", "version-id-marker", marker)
        }
        if marker.isEmpty {
            throw .invalidArgument("A version-id marker cannot be empty.", "version-id-marker", marker)
        }
        try KeyRules.check(versionID: marker)
    }

    private static func page(
        _ input: S3.ListObjectVersionsRequest, _ limit: Int, _ bucket: BucketRow, _ session: Session
    ) throws -> ListPage<StoredVersion> {
        // A marker that has been deleted since leaves only versions that were not listed yet.
        let marker = try input.versionIdMarker.flatMap { id in
            try session.version(id, of: input.keyMarker ?? "", in: bucket)
        }
        let query = ListQuery(
            prefix: input.prefix, delimiter: input.delimiter, marker: input.keyMarker,
            includesMarker: input.versionIdMarker != nil, limit: limit)
        return try session.versions(query, after: marker, in: bucket)
    }

    private static func output(
        _ input: S3.ListObjectVersionsRequest, _ limit: Int, _ bucket: BucketRow, _ page: ListPage<StoredVersion>
    ) -> S3.ListObjectVersionsOutput {
        let text = ListedText(input.encodingType)
        var output = S3.ListObjectVersionsOutput(isTruncated: page.isTruncated)
        output.keyMarker = text.encode(input.keyMarker ?? "")
        output.versionIdMarker = input.versionIdMarker ?? ""
        if page.isTruncated {
            output.nextKeyMarker = page.last.map(text.encode)
            if case .item(let version)? = page.entries.last { output.nextVersionIdMarker = version.versionID }
        }
        let owner = Owners.owner(bucket.account)
        let showsRestore = input.optionalObjectAttributes?.contains(.restoreStatus) == true
        let versions = page.items.filter { !$0.isMarker }
        let markers = page.items.filter(\.isMarker)
        output.versions = versions.isEmpty ? nil : versions.map { entry($0, owner, text, showsRestore) }
        output.deleteMarkers = markers.isEmpty ? nil : markers.map { marker($0, owner, text) }
        output.name = bucket.name
        output.prefix = text.encode(input.prefix ?? "")
        output.delimiter = input.delimiter.flatMap { $0.isEmpty ? nil : text.encode($0) }
        output.maxKeys = limit
        output.commonPrefixes = text.prefixes(page.prefixes)
        output.encodingType = input.encodingType
        return output
    }

    private static func entry(
        _ version: StoredVersion, _ owner: S3.Owner, _ text: ListedText, _ showsRestore: Bool
    ) -> S3.ObjectVersion {
        var entry = S3.ObjectVersion()
        entry.eTag = version.quotedETag
        entry.checksumAlgorithm = version.checksum.map { [S3.ChecksumAlgorithm(rawValue: $0.algorithm.rawValue)] }
        entry.checksumType = version.checksum?.type
        entry.size = Int(version.size)
        entry.storageClass = S3.ObjectVersionStorageClass(rawValue: version.storageClass)
        entry.key = text.encode(version.key)
        entry.versionId = version.versionID
        entry.isLatest = version.isLatest
        entry.lastModified = version.modified.wholeSeconds
        entry.owner = owner
        entry.restoreStatus = showsRestore ? version.restoreStatus : nil
        return entry
    }

    private static func marker(_ version: StoredVersion, _ owner: S3.Owner, _ text: ListedText) -> S3.DeleteMarkerEntry
    {
        S3.DeleteMarkerEntry(
            owner: owner, key: text.encode(version.key), versionId: version.versionID, isLatest: version.isLatest,
            lastModified: version.modified.wholeSeconds)
    }
}
