import AWSCore
import AWSS3
import World

/// DeleteObject: removes for good, or puts a delete marker in front, as the bucket's versioning has it.
enum DeleteObject {
    static func run(_ input: S3.DeleteObjectRequest, _ view: S3Emulator) async throws(S3Error) -> S3.DeleteObjectOutput
    {
        try KeyRules.check(input.key)
        try KeyRules.check(versionID: input.versionId)
        if input.mfa != nil { throw .notEmulated("DeleteObject", parameter: "MFA") }
        if input.ifMatchLastModifiedTime != nil || input.ifMatchSize != nil {
            throw .notImplemented(header: "x-amz-if-match-size")
        }
        let done = try await view.write { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            try KeyRules.check(versionID: input.versionId, in: bucket)
            return try session.delete(input.key, input.versionId, ifMatch: input.ifMatch, from: bucket)
        }
        return S3.DeleteObjectOutput(deleteMarker: done.isMarker ? true : nil, versionId: done.versionID)
    }
}

/// DeleteObjects: up to a thousand, each on its own.
enum DeleteObjects {
    static func run(
        _ input: S3.DeleteObjectsRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.DeleteObjectsOutput {
        let objects = input.delete.objects
        guard !objects.isEmpty, objects.count <= S3Limits.deletedObjectsMax else { throw .malformedXML }
        if input.mfa != nil { throw .notEmulated("DeleteObjects", parameter: "MFA") }
        let results = try await view.write { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            return try objects.map { object in try result(object, bucket, session) }
        }
        let isQuiet = input.delete.quiet == true
        let deleted = isQuiet ? [] : results.compactMap { try? $0.get() }
        let errors = results.compactMap { if case .failure(let failure) = $0 { failure.error } else { nil } }
        return S3.DeleteObjectsOutput(
            deleted: deleted.isEmpty ? nil : deleted, errors: errors.isEmpty ? nil : errors)
    }

    private struct Failure: Error {
        let error: S3.Error
    }

    private static func result(
        _ object: S3.ObjectIdentifier, _ bucket: BucketRow, _ session: Session
    ) throws -> Result<S3.DeletedObject, Failure> {
        do {
            try KeyRules.check(object.key)
            try checkVersion(object)
            let done = try session.delete(object.key, object.versionId, ifMatch: object.eTag, from: bucket)
            var deleted = S3.DeletedObject(key: object.key, versionId: object.versionId)
            if done.isMarker {
                deleted.deleteMarker = true
                deleted.deleteMarkerVersionId = done.versionID
            }
            return .success(deleted)
        } catch let error as S3Error {
            return .failure(
                Failure(
                    error: S3.Error(
                        key: object.key, versionId: object.versionId, code: error.code.rawValue,
                        message: error.message)))
        }
    }

    /// In a batch an id that cannot be one is an id that is not there.
    private static func checkVersion(_ object: S3.ObjectIdentifier) throws(S3Error) {
        do throws(S3Error) {
            try KeyRules.check(versionID: object.versionId)
        } catch {
            throw .noSuchVersion(object.key, object.versionId ?? "")
        }
        if object.lastModifiedTime != nil || object.size != nil {
            throw .notImplemented(header: "LastModifiedTime, Size")
        }
    }
}

/// What came of a deletion.
struct Deletion: Sendable {
    var versionID: String?
    /// A delete marker was made, or was what was deleted.
    var isMarker = false
}

extension Session {
    /// - Parameter ifMatch: an ETag, or `*` for anything that is there.
    func delete(_ key: String, _ versionID: String?, ifMatch: String?, from bucket: BucketRow) throws -> Deletion {
        if let ifMatch {
            let target = try versionID.map { try version($0, of: key, in: bucket) } ?? currentObject(key, in: bucket)
            guard let target, ifMatch == "*" || ifMatch.unquoted == target.etag else {
                throw S3Error.preconditionFailed("If-Match")
            }
        }
        try noteChange(in: bucket)
        if let versionID { return try deleteVersion(versionID, of: key, from: bucket) }
        guard bucket.versioning != nil else {
            _ = try deleteVersion(StoredVersion.nullID, of: key, from: bucket)
            return Deletion()
        }
        let marker = try add(VersionDraft(key: key, isMarker: true), to: bucket)
        try emit(.markerCreated, marker, in: bucket)
        return Deletion(versionID: marker.versionID, isMarker: true)
    }

    /// What is not there counts as deleted.
    private func deleteVersion(_ id: String, of key: String, from bucket: BucketRow) throws -> Deletion {
        guard let version = try version(id, of: key, in: bucket) else { return Deletion(versionID: id) }
        try delete(version, from: bucket)
        try emit(.removed, version, in: bucket)
        return Deletion(versionID: id, isMarker: version.isMarker)
    }
}
