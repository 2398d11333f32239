import AWSCore
import AWSS3
import World

/// GetBucketAcl, PutBucketAcl.
enum BucketACL {
    static func get(_ input: S3.GetBucketAclRequest, _ view: S3Emulator) async throws(S3Error) -> S3.GetBucketAclOutput
    {
        view.scope.use(.tier2Requests, 1, on: input.bucket)
        let policy = try await view.read { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            return try session.setting(.accessControl, of: bucket, as: S3.AccessControlPolicy.self)
                ?? AccessControlLists.fullControl(of: bucket.account)
        }
        return S3.GetBucketAclOutput(owner: policy.owner, grants: policy.grants)
    }

    static func put(_ input: S3.PutBucketAclRequest, _ view: S3Emulator) async throws(S3Error) -> S3.PutBucketAclOutput
    {
        let grants = [
            input.grantFullControl, input.grantRead, input.grantReadACP, input.grantWrite, input.grantWriteACP,
        ]
        if grants.contains(where: { $0 != nil }) {
            throw .notEmulated("PutBucketAcl", parameter: "x-amz-grant headers")
        }
        try await view.change { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            let policy = try requested(
                input.acl?.rawValue, input.accessControlPolicy, owner: bucket.account, bucket, session)
            try session.set(.accessControl, of: bucket, to: policy)
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return S3.PutBucketAclOutput()
    }

    /// The list that a request asks for, by its name or whole.
    /// - Throws: AccessControlListNotSupported where the bucket has none.
    static func requested(
        _ canned: String?, _ whole: S3.AccessControlPolicy?, owner: String, _ bucket: BucketRow, _ session: Session
    ) throws -> S3.AccessControlPolicy {
        var policy: S3.AccessControlPolicy
        if let canned {
            guard let made = AccessControlLists.canned(canned, owner: owner, bucketOwner: bucket.account) else {
                throw AccessControlLists.invalid(canned)
            }
            policy = made
        } else if let whole {
            guard let id = whole.owner?.id, id == Owners.canonicalID(owner) else { throw S3Error.accessDenied }
            policy = whole
        } else {
            throw S3Error.refusal(
                "MissingSecurityHeader", "Your request was missing a required header",
                ["MissingHeaderName": "x-amz-acl"])
        }
        if try session.ownership(of: bucket) == .bucketOwnerEnforced {
            let isFull = policy == AccessControlLists.fullControl(of: bucket.account)
            guard isFull, canned == nil || canned == "bucket-owner-full-control" else {
                throw AccessControlLists.notSupported
            }
        }
        try session.checkNotBlocked(policy, in: bucket)
        policy.grants = policy.grants ?? []
        return policy
    }
}

/// GetObjectAcl, PutObjectAcl.
enum ObjectACL {
    static func get(_ input: S3.GetObjectAclRequest, _ view: S3Emulator) async throws(S3Error) -> S3.GetObjectAclOutput
    {
        try KeyRules.check(versionID: input.versionId)
        view.scope.use(.tier2Requests, 1, on: input.bucket)
        let policy = try await view.read { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            let version = try session.readable(input.key, input.versionId, in: bucket, method: "GET")
            return try session.accessControl(of: version) ?? AccessControlLists.fullControl(of: bucket.account)
        }
        return S3.GetObjectAclOutput(owner: policy.owner, grants: policy.grants)
    }

    static func put(_ input: S3.PutObjectAclRequest, _ view: S3Emulator) async throws(S3Error) -> S3.PutObjectAclOutput
    {
        try KeyRules.check(versionID: input.versionId)
        let grants = [
            input.grantFullControl, input.grantRead, input.grantReadACP, input.grantWrite, input.grantWriteACP,
        ]
        if grants.contains(where: { $0 != nil }) {
            throw .notEmulated("PutObjectAcl", parameter: "x-amz-grant headers")
        }
        try await view.write { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            let version = try session.readable(input.key, input.versionId, in: bucket, method: "PUT")
            let policy = try BucketACL.requested(
                input.acl?.rawValue, input.accessControlPolicy, owner: bucket.account, bucket, session)
            try session.setAccessControl(policy, of: version)
            try session.emit(.accessChanged, version, in: bucket)
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return S3.PutObjectAclOutput()
    }
}
