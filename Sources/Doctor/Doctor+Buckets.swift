import AWSS3
import Chatbot

extension Doctor {
    func examine(_ bucket: Topology.Bucket) async -> [Finding] {
        guard let s3 = clients.s3 else { return [] }
        var look = Look("bucket", bucket.name)
        guard await isThere(bucket, s3, &look) else { return look.findings }
        await examineVersions(bucket, s3, &look)
        await examineEncryption(bucket, s3, &look)
        await examineAccess(bucket, s3, &look)
        await examineEvents(bucket, s3, &look)
        await examineLifecycle(bucket, s3, &look)
        return look.result(
            "versioned, encrypted, private, tells EventBridge, \(bucket.lifecycle.count) lifecycle rules")
    }

    /// HEAD answers without a body, so the status is all there is to read.
    private func isThere(_ bucket: Topology.Bucket, _ s3: any S3Client, _ look: inout Look) async -> Bool {
        do {
            let output = try await s3.headBucket(S3.HeadBucketRequest(bucket: bucket.name))
            let place = output.bucketRegion ?? region
            look.expect(place == region, "is in \(place), not in \(region)", "Set `region` to \(place), or `bucket`.")
            return place == region
        } catch {
            let refusal = Refusal(error)
            switch refusal.status {
            case 404:
                look.note(
                    .bad, "there is none",
                    advice: "aws s3api create-bucket --bucket \(bucket.name) --region \(region), or set `bucket`.")
            case 301: look.note(.bad, "is in another region than \(region)", advice: "Set `region`, or `bucket`.")
            case 403:
                look.note(
                    .bad, "belongs to someone else, or these credentials lack s3:ListBucket",
                    advice:
                        "Bucket names are shared by all of AWS: set `bucket` to another one, or allow s3:ListBucket.")
            default: look.refused("s3:ListBucket", refusal)
            }
            return false
        }
    }

    private func examineVersions(_ bucket: Topology.Bucket, _ s3: any S3Client, _ look: inout Look) async {
        let output = await look.ask("s3:GetBucketVersioning") {
            try await s3.getBucketVersioning(S3.GetBucketVersioningRequest(bucket: bucket.name))
        }
        guard let output, bucket.isVersioned else { return }
        look.expect(
            output.status == .enabled, "keeps no versions",
            "aws s3api put-bucket-versioning --bucket \(bucket.name) --versioning-configuration Status=Enabled")
    }

    private func examineEncryption(_ bucket: Topology.Bucket, _ s3: any S3Client, _ look: inout Look) async {
        let advice = "Set its default encryption to SSE-S3 (\(bucket.encryption))."
        let output = await look.ask(
            "s3:GetEncryptionConfiguration", missing: (["ServerSideEncryptionConfigurationNotFoundError"], advice)
        ) { try await s3.getBucketEncryption(S3.GetBucketEncryptionRequest(bucket: bucket.name)) }
        guard let output else { return }
        let found = output.serverSideEncryptionConfiguration?.rules.first?.applyServerSideEncryptionByDefault?
            .sseAlgorithm.rawValue
        // A key of one's own is no lesser encryption.
        let good = [bucket.encryption, "aws:kms", "aws:kms:dsse"]
        look.expect(found.map(good.contains) ?? false, "is encrypted by \(found ?? "nothing")", advice)
    }

    private func examineAccess(_ bucket: Topology.Bucket, _ s3: any S3Client, _ look: inout Look) async {
        guard bucket.blocksPublicAccess else { return }
        let advice = """
            aws s3api put-public-access-block --bucket \(bucket.name) --public-access-block-configuration \
            BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
            """
        do {
            let output = try await s3.getPublicAccessBlock(S3.GetPublicAccessBlockRequest(bucket: bucket.name))
            let block = output.publicAccessBlockConfiguration
            let isWhole = [
                block?.blockPublicAcls, block?.ignorePublicAcls, block?.blockPublicPolicy, block?.restrictPublicBuckets,
            ].allSatisfy { $0 == true }
            look.expect(isWhole, "does not block all public access", advice)
        } catch {
            let refusal = Refusal(error)
            if refusal.code == "NoSuchPublicAccessBlockConfiguration" {
                look.note(.bad, "does not block public access", advice: advice)
            } else {
                look.refused("s3:GetBucketPublicAccessBlock", refusal)
            }
        }
    }

    private func examineEvents(_ bucket: Topology.Bucket, _ s3: any S3Client, _ look: inout Look) async {
        let output = await look.ask("s3:GetBucketNotification") {
            try await s3.getBucketNotificationConfiguration(
                S3.GetBucketNotificationConfigurationRequest(bucket: bucket.name))
        }
        guard let output, bucket.notifiesEventBridge else { return }
        look.expect(
            output.eventBridgeConfiguration != nil, "does not tell EventBridge of documents that come and go",
            """
            aws s3api put-bucket-notification-configuration --bucket \(bucket.name) \
            --notification-configuration '{"EventBridgeConfiguration": {}}'
            """)
    }

    private func examineLifecycle(_ bucket: Topology.Bucket, _ s3: any S3Client, _ look: inout Look) async {
        let found: [S3.LifecycleRule]
        do {
            let output = try await s3.getBucketLifecycleConfiguration(
                S3.GetBucketLifecycleConfigurationRequest(bucket: bucket.name))
            found = output.rules ?? []
        } catch {
            let refusal = Refusal(error)
            guard refusal.code == "NoSuchLifecycleConfiguration" else {
                return look.refused("s3:GetLifecycleConfiguration", refusal)
            }
            found = []
        }
        for rule in bucket.lifecycle {
            look.expect(
                found.contains { Self.does(rule, $0) }, "lacks the lifecycle rule \(rule.id)",
                "Add a rule for \(rule.prefix.isEmpty ? "all objects" : rule.prefix): \(Self.words(rule)).",
                otherwise: .doubtful)
        }
    }

    private static func does(_ rule: Topology.LifecycleRule, _ found: S3.LifecycleRule) -> Bool {
        found.status == .enabled && (found.filter?.prefix ?? found.prefix ?? "") == rule.prefix
            && found.expiration?.days == rule.expiresAfterDays
            && (found.transitions ?? []).contains { $0.storageClass == .glacier && $0.days == rule.glacierAfterDays }
                == (rule.glacierAfterDays != nil)
            && found.noncurrentVersionExpiration?.noncurrentDays == rule.oldVersionsExpireAfterDays
            && found.abortIncompleteMultipartUpload?.daysAfterInitiation == rule.uploadsAbortedAfterDays
    }

    private static func words(_ rule: Topology.LifecycleRule) -> String {
        [
            rule.glacierAfterDays.map { "to Glacier after \($0) days" },
            rule.expiresAfterDays.map { "deleted after \($0) days" },
            rule.oldVersionsExpireAfterDays.map { "old versions deleted after \($0) days" },
            rule.uploadsAbortedAfterDays.map { "unfinished uploads given up after \($0) days" },
        ].compactMap { $0 }.joined(separator: ", ")
    }
}
