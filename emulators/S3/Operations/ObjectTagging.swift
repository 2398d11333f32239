import AWSCore
import AWSS3
import World

/// GetObjectTagging, PutObjectTagging, DeleteObjectTagging.
enum ObjectTagging {
    static func get(
        _ input: S3.GetObjectTaggingRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.GetObjectTaggingOutput {
        try KeyRules.check(versionID: input.versionId)
        view.scope.use(.tier2Requests, 1, on: input.bucket)
        return try await view.read { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            let version = try session.readable(input.key, input.versionId, in: bucket, method: "GET")
            return S3.GetObjectTaggingOutput(versionId: bucket.shown(version.versionID), tagSet: version.tags)
        }
    }

    static func put(
        _ input: S3.PutObjectTaggingRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.PutObjectTaggingOutput {
        try TagRules.checkObject(input.tagging.tagSet)
        let versionID = try await change(
            input.bucket, input.expectedBucketOwner, input.key, input.versionId, to: input.tagging.tagSet,
            .tagged, view)
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return S3.PutObjectTaggingOutput(versionId: versionID)
    }

    static func delete(
        _ input: S3.DeleteObjectTaggingRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.DeleteObjectTaggingOutput {
        let versionID = try await change(
            input.bucket, input.expectedBucketOwner, input.key, input.versionId, to: [], .untagged, view)
        return S3.DeleteObjectTaggingOutput(versionId: versionID)
    }

    private static func change(
        _ name: String, _ owner: String?, _ key: String, _ versionID: String?, to tags: [S3.Tag],
        _ kind: S3Event.Kind, _ view: S3Emulator
    ) async throws(S3Error) -> String? {
        try KeyRules.check(versionID: versionID)
        return try await view.write { session in
            let bucket = try session.bucket(name, owner: owner)
            let version = try session.readable(key, versionID, in: bucket, method: kind == .tagged ? "PUT" : "DELETE")
            try session.setTags(tags, of: version)
            try session.emit(kind, version, in: bucket)
            try session.noteChange(in: bucket)
            return bucket.shown(version.versionID)
        }
    }
}
