import AWSCore
import AWSS3
import World

/// ListMultipartUploads: uploads under way, by key and then by age.
enum ListMultipartUploads {
    static func run(
        _ input: S3.ListMultipartUploadsRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.ListMultipartUploadsOutput {
        let limit = try PageRules.limit(input.maxUploads, "max-uploads")
        try PageRules.check(input.encodingType)
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        // Without a key the upload's marker says nothing (API reference, upload-id-marker).
        let uploadMarker = input.keyMarker == nil ? nil : input.uploadIdMarker
        let query = ListQuery(
            prefix: input.prefix, delimiter: input.delimiter, marker: input.keyMarker,
            includesMarker: uploadMarker?.isEmpty == false, limit: limit)
        let (bucket, page) = try await view.read { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            let marker = try uploadMarker.flatMap(session.findUpload)
            return (bucket, try session.uploads(query, after: marker, in: bucket))
        }
        return output(input, limit, bucket, page)
    }

    private static func output(
        _ input: S3.ListMultipartUploadsRequest, _ limit: Int, _ bucket: BucketRow, _ page: ListPage<StoredUpload>
    ) -> S3.ListMultipartUploadsOutput {
        let text = ListedText(input.encodingType)
        var output = S3.ListMultipartUploadsOutput(bucket: bucket.name)
        output.keyMarker = text.encode(input.keyMarker ?? "")
        output.uploadIdMarker = input.keyMarker == nil ? "" : input.uploadIdMarker ?? ""
        switch page.entries.last {
        case .item(let upload)?:
            output.nextKeyMarker = text.encode(upload.key)
            output.nextUploadIdMarker = upload.uploadID
        case .prefix(let prefix)?: output.nextKeyMarker = text.encode(prefix)
        case nil: break
        }
        output.prefix = text.encode(input.prefix ?? "")
        output.delimiter = input.delimiter.flatMap { $0.isEmpty ? nil : text.encode($0) }
        output.maxUploads = limit
        output.isTruncated = page.isTruncated
        output.uploads = page.items.isEmpty ? nil : page.items.map { entry($0, bucket, text) }
        output.commonPrefixes = text.prefixes(page.prefixes)
        output.encodingType = input.encodingType
        return output
    }

    private static func entry(_ upload: StoredUpload, _ bucket: BucketRow, _ text: ListedText) -> S3.MultipartUpload {
        var entry = S3.MultipartUpload(uploadId: upload.uploadID, key: text.encode(upload.key))
        entry.initiated = upload.initiated.wholeSeconds
        entry.storageClass = S3.StorageClass(rawValue: upload.storageClass)
        entry.owner = Owners.owner(bucket.account)
        entry.initiator = S3.Initiator(id: Owners.canonicalID(upload.initiator))
        entry.checksumAlgorithm = upload.checksum.map { S3.ChecksumAlgorithm(rawValue: $0.algorithm.rawValue) }
        entry.checksumType = upload.checksum?.type
        return entry
    }
}

/// ListParts: the parts of one upload, by number.
enum ListParts {
    static func run(_ input: S3.ListPartsRequest, _ view: S3Emulator) async throws(S3Error) -> S3.ListPartsOutput {
        let limit = try PageRules.limit(input.maxParts, "max-parts")
        let marker = input.partNumberMarker ?? 0
        guard marker >= 0 else {
            throw .invalidArgument(
                "Argument part-number-marker must be an integer between 0 and 2147483647", "part-number-marker",
                String(marker))
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return try await view.read { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            let upload = try session.upload(input.uploadId, of: input.key, in: bucket)
            let parts = try session.parts(of: upload, after: marker, limit: limit + 1)
            let abortion = try session.lifecycle(of: bucket)?.abortion(key: upload.key, initiated: upload.initiated)
            var output = S3.ListPartsOutput(abortDate: abortion?.due, abortRuleId: abortion?.ruleID)
            output.bucket = bucket.name
            output.key = upload.key
            output.uploadId = upload.uploadID
            output.initiator = S3.Initiator(id: Owners.canonicalID(upload.initiator))
            output.owner = Owners.owner(bucket.account)
            output.storageClass = S3.StorageClass(rawValue: upload.storageClass)
            output.checksumAlgorithm = upload.checksum.map { S3.ChecksumAlgorithm(rawValue: $0.algorithm.rawValue) }
            output.checksumType = upload.checksum?.type
            fill(&output, parts, upload, marker: marker, limit: limit)
            return output
        }
    }

    private static func fill(
        _ output: inout S3.ListPartsOutput, _ parts: [StoredPart], _ upload: StoredUpload, marker: Int, limit: Int
    ) {
        let page = parts.prefix(limit)
        output.partNumberMarker = marker
        output.nextPartNumberMarker = page.last?.number ?? 0
        output.maxParts = limit
        output.isTruncated = limit > 0 && parts.count > limit
        guard !page.isEmpty else { return }
        output.parts = page.map { part in
            var entry = S3.Part(
                partNumber: part.number, lastModified: part.modified.wholeSeconds, eTag: "\"\(part.etag)\"",
                size: Int(part.size))
            if upload.checksum != nil { entry[upload.algorithm] = part.checksum }
            return entry
        }
    }
}
