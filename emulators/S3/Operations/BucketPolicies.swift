import AWSCore
import AWSS3
import World

/// The policy of a bucket: kept here, and set in the world, which evaluates it for every call of a named principal.
enum BucketPolicies {
    static func put(
        _ input: S3.PutBucketPolicyRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.PutBucketPolicyOutput {
        let (policy, document) = try parse(input.policy, bucket: input.bucket)
        let bucket = try await view.change { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            if try session.publicAccessBlock(of: bucket)?.blockPublicPolicy == true, isPublic(document) {
                throw S3Error.accessDenied
            }
            try session.set(.policy, of: bucket, bytes: Array(input.policy.utf8))
            return bucket
        }
        view.state.world.access.setPolicy(policy, ofResource: bucket.arn, account: bucket.account)
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return S3.PutBucketPolicyOutput()
    }

    static func get(
        _ input: S3.GetBucketPolicyRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.GetBucketPolicyOutput {
        S3.GetBucketPolicyOutput(policy: try await text(input.bucket, input.expectedBucketOwner, view))
    }

    static func status(
        _ input: S3.GetBucketPolicyStatusRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.GetBucketPolicyStatusOutput {
        let text = try await text(input.bucket, input.expectedBucketOwner, view)
        let document = (try? Document(json: text)) ?? .null
        return S3.GetBucketPolicyStatusOutput(policyStatus: S3.PolicyStatus(isPublic: isPublic(document)))
    }

    static func delete(
        _ input: S3.DeleteBucketPolicyRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.DeleteBucketPolicyOutput {
        try await view.remove(.policy, input.bucket, input.expectedBucketOwner)
        view.state.world.access.setPolicy(
            nil, ofResource: "arn:aws:s3:::\(input.bucket)", account: view.scope.account)
        return S3.DeleteBucketPolicyOutput()
    }

    private static func text(
        _ name: String, _ owner: String?, _ view: S3Emulator
    ) async throws(S3Error) -> String {
        view.scope.use(.tier2Requests, 1, on: name)
        let bytes = try await view.read { session in
            try session.setting(.policy, of: session.bucket(name, owner: owner))
        }
        guard let bytes else {
            throw .noSuchConfiguration("NoSuchBucketPolicy", "The bucket policy does not exist", bucket: name)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func parse(
        _ text: String, bucket: String
    ) throws(S3Error) -> (policy: PolicyDocument, document: Document) {
        func malformed(_ message: String) -> S3Error { .refusal("MalformedPolicy", message) }
        guard text.utf8.first == UInt8(ascii: "{") else {
            throw malformed("Policies must be valid JSON and the first byte must be '{'")
        }
        guard text.utf8.count <= S3Limits.policyBytesMax else {
            throw malformed("The policy is larger than \(S3Limits.policyBytesMax) bytes")
        }
        guard let document = try? Document(json: text) else { throw malformed("This policy contains invalid Json") }
        guard document["Statement"] != nil else { throw malformed("Missing required field Statement") }
        for statement in statements(document) {
            guard statement["Principal"] != nil || statement["NotPrincipal"] != nil else {
                throw malformed("Missing required field Principal")
            }
            let resources = texts(statement["Resource"]) + texts(statement["NotResource"])
            let arn = "arn:aws:s3:::\(bucket)"
            guard !resources.isEmpty, resources.allSatisfy({ $0 == arn || $0.hasPrefix(arn + "/") }) else {
                throw malformed("Policy has invalid resource")
            }
            let actions = texts(statement["Action"]) + texts(statement["NotAction"])
            guard !actions.isEmpty, actions.allSatisfy({ $0 == "*" || $0.lowercased().hasPrefix("s3:") }) else {
                throw malformed("Policy has invalid action")
            }
        }
        do throws(MalformedPolicy) {
            return (try PolicyDocument(document), document)
        } catch {
            throw malformed(error.message)
        }
    }

    private static func statements(_ document: Document) -> [Document] {
        guard let statement = document["Statement"] else { return [] }
        return statement.list ?? [statement]
    }

    private static func texts(_ value: Document?) -> [String] {
        value?.string.map { [$0] } ?? value?.list?.compactMap(\.string) ?? []
    }

    /// Whether anyone at all is allowed something, unconditionally.
    ///
    /// Source: S3 User Guide, "The meaning of public".
    static func isPublic(_ document: Document) -> Bool {
        statements(document).contains { statement in
            let principal = statement["Principal"]
            let isEveryone = principal?.string == "*" || texts(principal?["AWS"]).contains("*")
            return statement["Effect"]?.string == "Allow" && isEveryone && statement["Condition"] == nil
        }
    }
}

extension S3State {
    /// Puts the policies of all buckets in force, in a world that has just been opened.
    func restorePolicies() async {
        let call = Call(serviceAt: world.clock.now, requestID: "")
        let policies = try? await read(call) { session in
            try session.allBuckets().compactMap { bucket in
                try session.setting(.policy, of: bucket).map { (bucket: bucket, bytes: $0) }
            }
        }
        for (bucket, bytes) in policies ?? [] {
            guard let policy = try? PolicyDocument(json: String(decoding: bytes, as: UTF8.self)) else { continue }
            world.access.setPolicy(policy, ofResource: bucket.arn, account: bucket.account)
        }
    }
}
