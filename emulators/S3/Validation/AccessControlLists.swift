import AWSCore
import AWSS3
import World

/// Access control lists: kept, given back, and refused where the bucket has none. They do not decide who may what.
///
/// Source: S3 User Guide, "Access control list (ACL) overview", "Controlling ownership of objects".
enum AccessControlLists {
    private static let everyone = "http://acs.amazonaws.com/groups/global/AllUsers"
    private static let authenticated = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"

    static func fullControl(of account: String) -> S3.AccessControlPolicy {
        S3.AccessControlPolicy(grants: [grant(.fullControl, to: account)], owner: Owners.owner(account))
    }

    /// - Returns: nil for a word that is no canned list.
    static func canned(_ name: String, owner: String, bucketOwner: String) -> S3.AccessControlPolicy? {
        var policy = fullControl(of: owner)
        switch name {
        case "private", "aws-exec-read": break
        case "public-read": policy.grants?.append(grant(.read, toGroup: everyone))
        case "public-read-write":
            policy.grants?.append(grant(.read, toGroup: everyone))
            policy.grants?.append(grant(.write, toGroup: everyone))
        case "authenticated-read": policy.grants?.append(grant(.read, toGroup: authenticated))
        case "bucket-owner-read":
            if owner != bucketOwner { policy.grants?.append(grant(.read, to: bucketOwner)) }
        case "bucket-owner-full-control":
            if owner != bucketOwner { policy.grants?.append(grant(.fullControl, to: bucketOwner)) }
        default: return nil
        }
        return policy
    }

    private static func grant(_ permission: S3.Permission, to account: String) -> S3.Grant {
        S3.Grant(
            grantee: S3.Grantee(id: Owners.canonicalID(account), type: .canonicalUser), permission: permission)
    }

    private static func grant(_ permission: S3.Permission, toGroup uri: String) -> S3.Grant {
        S3.Grant(grantee: S3.Grantee(type: .group, uri: uri), permission: permission)
    }

    static func isPublic(_ policy: S3.AccessControlPolicy) -> Bool {
        (policy.grants ?? []).contains { [everyone, authenticated].contains($0.grantee?.uri) }
    }

    static var notSupported: S3Error {
        .refusal("AccessControlListNotSupported", "The bucket does not allow ACLs")
    }

    static func invalid(_ name: String) -> S3Error {
        .invalidArgument("", "x-amz-acl", name)
    }
}

extension Session {
    /// The list that a new object gets; nil where the bucket's owner simply owns it.
    /// - Throws: AccessControlListNotSupported, InvalidArgument; AccessDenied where public lists are blocked.
    func objectACL(_ canned: String?, in bucket: BucketRow) throws -> S3.AccessControlPolicy? {
        guard let canned else { return nil }
        let policy = AccessControlLists.canned(canned, owner: call.account, bucketOwner: bucket.account)
        guard let policy else { throw AccessControlLists.invalid(canned) }
        if try ownership(of: bucket) == .bucketOwnerEnforced {
            guard canned == "bucket-owner-full-control" else { throw AccessControlLists.notSupported }
            return nil
        }
        try checkNotBlocked(policy, in: bucket)
        return policy
    }

    /// - Throws: AccessDenied.
    func checkNotBlocked(_ policy: S3.AccessControlPolicy, in bucket: BucketRow) throws {
        let blocked = try publicAccessBlock(of: bucket)?.blockPublicAcls == true
        if blocked, AccessControlLists.isPublic(policy) { throw S3Error.accessDenied }
    }
}
