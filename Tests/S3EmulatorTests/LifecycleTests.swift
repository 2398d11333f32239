import AWSCore
import AWSS3
import S3Emulator
import Testing
import World

@Suite struct LifecycleTests {
    private static let day: Duration = .seconds(86_400)

    private func configure(
        _ cloud: Cloud, _ rules: [S3.LifecycleRule], small: S3.TransitionDefaultMinimumObjectSize? = nil
    ) async throws {
        _ = try await cloud.client.putBucketLifecycleConfiguration(
            .init(
                bucket: "bucket", lifecycleConfiguration: .init(rules: rules),
                transitionDefaultMinimumObjectSize: small))
    }

    private func rule(_ prefix: String = "", _ adjust: (inout S3.LifecycleRule) -> Void) -> S3.LifecycleRule {
        var rule = S3.LifecycleRule(id: "rule", filter: .init(prefix: prefix), status: .enabled)
        adjust(&rule)
        return rule
    }

    private func keys(_ cloud: Cloud) async throws -> [String] {
        try await cloud.client.listObjectsV2(.init(bucket: "bucket")).contents?.compactMap(\.key) ?? []
    }

    /// User Guide: an object of 10:30 UTC on January 15, to expire after 3 days, does so on January 19 at 00:00 UTC.
    @Test func expirationIsRoundedUpToMidnight() async throws {
        let cloud = try await Cloud.withBucket()
        try await configure(cloud, [rule("logs/") { $0.expiration = .init(days: 3) }])
        await cloud.world.advance(by: Self.day * 14 + .seconds(37_800))
        let put = try await cloud.put("logs/a")
        #expect(put.expiration == "expiry-date=\"Sun, 19 Jan 2025 00:00:00 GMT\", rule-id=\"rule\"")
        try await cloud.put("kept")
        await cloud.world.advance(to: Timestamp(seconds: 1_737_244_799))
        #expect(try await keys(cloud) == ["kept", "logs/a"])
        await cloud.world.advance(by: .seconds(1))
        #expect(try await keys(cloud) == ["kept"])
        await cloud.checkInvariants()
    }

    @Test func ninetyDaysToGlacierAndBack() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.client.putBucketNotificationConfiguration(
            .init(bucket: "bucket", notificationConfiguration: .init(eventBridgeConfiguration: .init())))
        try await configure(
            cloud, [rule { $0.transitions = [.init(days: 90, storageClass: .glacier)] }], small: .variesByStorageClass)
        try await cloud.put("k", "hello")
        await cloud.world.advance(by: Self.day * 92)
        #expect(try await cloud.client.headObject(.init(bucket: "bucket", key: "k")).storageClass == .glacier)
        let frozen = await refusal { _ = try await cloud.get("k") }
        #expect(frozen == "InvalidObjectState: The operation is not valid for the object's storage class")
        let copy = await code {
            _ = try await cloud.client.copyObject(.init(bucket: "bucket", copySource: "bucket/k", key: "copy"))
        }
        #expect(copy == "InvalidObjectState")
        try await restore(cloud)
        #expect(
            await cloud.delivered().map(\.event.detailType) == [
                "Object Created", "Object Storage Class Changed", "Object Restore Initiated",
                "Object Restore Completed", "Object Restore Expired",
            ])
    }

    private func restore(_ cloud: Cloud) async throws {
        func head() async throws -> String? {
            try await cloud.client.headObject(.init(bucket: "bucket", key: "k")).restore
        }
        func ask() async -> String? {
            await code {
                _ = try await cloud.client.restoreObject(
                    .init(bucket: "bucket", key: "k", restoreRequest: .init(days: 2)))
            }
        }
        /// The status that the answer has over HTTP; nil for the usual one.
        func status() async -> Int? {
            let answer = AnswerHeaders()
            let failure = await AnswerHeaders.$current.withValue(answer) { await ask() }
            #expect(failure == nil)
            return answer.status
        }
        // API reference, RestoreObject: 202 Accepted, or 200 OK where the object is there already.
        #expect(await status() == 202)
        #expect(try await head() == "ongoing-request=\"true\"")
        #expect(await ask() == "RestoreAlreadyInProgress")
        await cloud.world.advance(by: .seconds(3 * 3600))
        #expect(try await head() == "ongoing-request=\"false\", expiry-date=\"Sun, 06 Apr 2025 00:00:00 GMT\"")
        #expect(try await cloud.get("k") == "hello")
        #expect(await status() == nil)
        await cloud.world.advance(by: Self.day * 4)
        #expect(try await head() == nil)
        #expect(await code { _ = try await cloud.get("k") } == "InvalidObjectState")
        await cloud.checkInvariants()
    }

    @Test func smallObjectsStayUnlessTheBucketSaysOtherwise() async throws {
        let cloud = try await Cloud.withBucket()
        try await configure(cloud, [rule { $0.transitions = [.init(days: 0, storageClass: .glacier)] }])
        try await cloud.put("small", "x")
        let large = [UInt8](repeating: 1, count: 128 << 10)
        _ = try await cloud.client.putObject(.init(body: .bytes(large), bucket: "bucket", key: "large"))
        await cloud.world.advance(by: Self.day * 2)
        let classes = try await cloud.client.listObjectsV2(.init(bucket: "bucket")).contents?.map(\.storageClass)
        #expect(classes == [.glacier, .standard])
    }

    @Test func versionsAndMarkers() async throws {
        let cloud = try await Cloud.withBucket(versioning: .enabled)
        try await configure(
            cloud,
            [
                rule {
                    $0.expiration = .init(days: 10)
                    $0.noncurrentVersionExpiration = .init(noncurrentDays: 5, newerNoncurrentVersions: 1)
                }
            ])
        for text in ["one", "two", "three"] { try await cloud.put("k", text) }
        await cloud.world.advance(by: Self.day * 7)
        // The newer of the two old versions is kept, however old.
        #expect(try await cloud.client.listObjectVersions(.init(bucket: "bucket")).versions?.count == 2)
        await cloud.world.advance(by: Self.day * 5)
        let listed = try await cloud.client.listObjectVersions(.init(bucket: "bucket"))
        // The expired one is the newer of the old now.
        #expect(listed.deleteMarkers?.count == 1)
        #expect(listed.versions?.count == 1)
        await cloud.checkInvariants()
    }

    @Test func markersLeftAloneAreCleared() async throws {
        let cloud = try await Cloud.withBucket(versioning: .enabled)
        try await configure(
            cloud,
            [
                rule {
                    $0.expiration = .init(expiredObjectDeleteMarker: true)
                    $0.noncurrentVersionExpiration = .init(noncurrentDays: 1)
                }
            ])
        try await cloud.put("k", "x")
        try await cloud.delete("k")
        await cloud.world.advance(by: Self.day * 5)
        let listed = try await cloud.client.listObjectVersions(.init(bucket: "bucket"))
        #expect(listed.deleteMarkers == nil && listed.versions == nil)
    }

    @Test func filtersOfTagsAndSizes() async throws {
        let cloud = try await Cloud.withBucket()
        var tagged = rule { $0.expiration = .init(days: 1) }
        tagged.filter = .init(
            and: .init(prefix: "a", tags: [.init(key: "t", value: "1")], objectSizeGreaterThan: 2))
        try await configure(cloud, [tagged])
        try await cloud.put("a1", "long") { $0.tagging = "t=1&u=2" }
        try await cloud.put("a2", "long") { $0.tagging = "t=2" }
        try await cloud.put("a3", "xx") { $0.tagging = "t=1" }
        try await cloud.put("b", "long") { $0.tagging = "t=1" }
        await cloud.world.advance(by: Self.day * 3)
        #expect(try await keys(cloud) == ["a2", "a3", "b"])
    }

    @Test func abandonedUploadsAreGivenUp() async throws {
        let cloud = try await Cloud.withBucket()
        try await configure(
            cloud, [rule { $0.abortIncompleteMultipartUpload = .init(daysAfterInitiation: 7) }])
        let begun = try await cloud.client.createMultipartUpload(.init(bucket: "bucket", key: "k"))
        #expect(begun.abortDate == Timestamp(seconds: WorldConfiguration.virtualStart.seconds + 8 * 86_400))
        #expect(begun.abortRuleId == "rule")
        await cloud.world.advance(by: Self.day * 9)
        #expect(try await cloud.client.listMultipartUploads(.init(bucket: "bucket")).uploads == nil)
    }

    @Test func datesAndDisabledRules() async throws {
        let cloud = try await Cloud.withBucket()
        let date = Timestamp(seconds: WorldConfiguration.virtualStart.seconds + 5 * 86_400)
        var disabled = rule("b") { $0.expiration = .init(days: 1) }
        disabled.status = .disabled
        disabled.id = "other"
        try await configure(cloud, [rule("a") { $0.expiration = .init(date: date) }, disabled])
        try await cloud.put("a")
        try await cloud.put("b")
        await cloud.world.advance(by: Self.day * 4)
        #expect(try await keys(cloud) == ["a", "b"])
        await cloud.world.advance(by: Self.day)
        #expect(try await keys(cloud) == ["b"])
    }

    @Test func manyObjectsExpireTogether() async throws {
        let cloud = try await Cloud.withBucket()
        try await configure(cloud, [rule { $0.expiration = .init(days: 1) }])
        for index in 0..<600 { try await cloud.put("k\(index)") }
        await cloud.world.advance(by: Self.day * 2)
        #expect(try await keys(cloud).isEmpty)
        await cloud.checkInvariants()
    }

    @Test func whatIsRefused() async throws {
        let cloud = try await Cloud.withBucket()
        func put(_ adjust: (inout S3.LifecycleRule) -> Void) async -> String? {
            await refusal { try await configure(cloud, [rule("", adjust)]) }
        }
        #expect(await put { _ in } == "InvalidRequest: At least one action needs to be specified in a rule")
        #expect(
            await put { $0.expiration = .init(days: 0) }
                == "InvalidArgument: 'Days' for Expiration action must be a positive integer")
        #expect(
            await put { $0.transitions = [.init(days: 29, storageClass: .standardIa)] }
                == "InvalidArgument: 'Days' in Transition action must be greater than or equal to 30 for storageClass "
                + "'STANDARD_IA'")
        #expect(
            await put { $0.expiration = .init(date: Timestamp(seconds: 1)) }
                == "InvalidArgument: 'Date' must be at midnight GMT")
        let malformed: [(inout S3.LifecycleRule) -> Void] = [
            { $0.expiration = .init() }, { $0.expiration = .init(days: 1, expiredObjectDeleteMarker: true) },
            {
                $0.expiration = .init(days: 1)
                $0.prefix = "x"
            },
            {
                $0.expiration = .init(days: 1)
                $0.filter = nil
            },
            {
                $0.expiration = .init(days: 1)
                $0.status = S3.ExpirationStatus(rawValue: "On")
            },
        ]
        for adjust in malformed { #expect(await put(adjust)?.hasPrefix("MalformedXML") == true) }
        let none = await refusal {
            _ = try await cloud.client.getBucketLifecycleConfiguration(.init(bucket: "bucket"))
        }
        #expect(none == "NoSuchLifecycleConfiguration: The lifecycle configuration does not exist")
    }
}
