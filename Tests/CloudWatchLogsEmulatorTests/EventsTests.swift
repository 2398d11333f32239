import AWSCloudWatchLogs
import AWSCore
import Testing
import World

@Suite struct EventsTests {
    @Test func eventsAreReadFromEitherEndPageByPage() async throws {
        let journal = try Journal()
        try await journal.make(streams: "s")
        try await journal.put([(0, "a"), (1, "b"), (1, "c"), (2, "d")])
        var input = CloudWatchLogs.GetLogEventsRequest(
            logGroupName: "g", logStreamName: "s", limit: 3, startFromHead: true)
        let first = try await journal.client.getLogEvents(input)
        #expect(first.events?.map(\.message) == ["a", "b", "c"])
        input.nextToken = first.nextForwardToken
        let second = try await journal.client.getLogEvents(input)
        #expect(second.events?.map(\.message) == ["d"])
        input.nextToken = second.nextForwardToken
        let third = try await journal.client.getLogEvents(input)
        #expect(third.events == [])
        #expect(third.nextForwardToken == second.nextForwardToken)
        input.nextToken = second.nextBackwardToken
        #expect(try await journal.client.getLogEvents(input).events?.map(\.message) == ["a", "b", "c"])
        let last = try await journal.client.getLogEvents(.init(logGroupName: "g", logStreamName: "s", limit: 2))
        #expect(last.events?.map(\.message) == ["c", "d"])
    }

    @Test func theEndOfATimeRangeIsExcludedByGetAndIncludedByFilter() async throws {
        let journal = try Journal()
        try await journal.make(streams: "s")
        try await journal.put([(0, "a"), (1, "b")])
        let now = journal.now
        let got = try await journal.client.getLogEvents(
            .init(logGroupName: "g", logStreamName: "s", startTime: now, endTime: now + 1))
        #expect(got.events?.map(\.message) == ["a"])
        let filtered = try await journal.client.filterLogEvents(
            .init(logGroupName: "g", startTime: now, endTime: now + 1))
        #expect(filtered.events?.map(\.message) == ["a", "b"])
    }

    @Test func eventsOutsideTheWindowsAreLeftOut() async throws {
        let journal = try Journal()
        try await journal.make(streams: "s")
        let day = 86_400_000
        let old = try await journal.put([(-14 * day - 1, "old"), (-14 * day, "kept")])
        #expect(old.rejectedLogEventsInfo?.tooOldLogEventEndIndex == 1)
        let new = try await journal.put([(7_200_000, "kept"), (7_200_001, "new")])
        #expect(new.rejectedLogEventsInfo?.tooNewLogEventStartIndex == 1)
        try await journal.client.putRetentionPolicy(.init(logGroupName: "g", retentionInDays: 1))
        let expired = try await journal.put([(-day - 1, "expired"), (-day, "kept")])
        #expect(expired.rejectedLogEventsInfo?.expiredLogEventEndIndex == 1)
        #expect(try await journal.messages() == ["kept", "kept"])
    }

    @Test func batchesHaveLimits() async throws {
        let journal = try Journal()
        try await journal.make(streams: "s")
        let largest = 1_048_576 - 26
        try await journal.put([(0, String(repeating: "x", count: largest))])
        #expect(
            await refusal { try await journal.put([(0, String(repeating: "x", count: largest)), (0, "y")]) }
                == "InvalidParameterException: Upload too large: 1048603 bytes exceeds limit of 1048576")
        #expect(
            await refusal { try await journal.put([(1, "a"), (0, "b")]) }
                == "InvalidParameterException: Log events in a single PutLogEvents request must be in chronological "
                + "order.")
        #expect(
            await refusal { try await journal.put([(-86_400_001, "a"), (0, "b")]) }
                == "InvalidParameterException: The batch of log events in a single PutLogEvents request cannot span "
                + "more than 24 hours.")
        #expect(await refusal { try await journal.put([(0, "")]) }?.hasPrefix("InvalidParameterException: 1") == true)
        #expect(
            await refusal { try await journal.put([(0, "a")], into: "none") }
                == "ResourceNotFoundException: The specified log stream does not exist.")
        #expect(
            await refusal { try await journal.put([(0, "a")], of: "none") }
                == "ResourceNotFoundException: The specified log group does not exist.")
    }

    @Test func retentionIsCountedOnTheClock() async throws {
        let journal = try Journal()
        try await journal.make(streams: "s")
        try await journal.put([(0, "first")])
        try await journal.client.putRetentionPolicy(.init(logGroupName: "g", retentionInDays: 1))
        await journal.world.advance(by: .seconds(86_400))
        #expect(try await journal.messages() == ["first"])
        try await journal.put([(0, "second")])
        await journal.world.advance(by: .milliseconds(1))
        #expect(try await journal.messages() == ["second"])
        let groups = try await journal.client.describeLogGroups(.init())
        #expect(groups.logGroups?.first?.storedBytes == 26 + 6)
        await journal.world.runUntilQuiet()
        #expect(try await journal.messages() == [])
        #expect(
            await refusal {
                try await journal.client.putRetentionPolicy(.init(logGroupName: "g", retentionInDays: 2))
            }?.hasPrefix("InvalidParameterException: 1 validation error detected: Value '2' at 'retentionInDays'")
                == true)
    }

    @Test func filteredPagesGoOnWhereTheyEnded() async throws {
        let journal = try Journal()
        try await journal.make(streams: "s", "t")
        try await journal.put([(0, "ERROR 1"), (2, "fine"), (3, "ERROR 3")])
        try await journal.put([(1, "ERROR 2")], into: "t")
        var input = CloudWatchLogs.FilterLogEventsRequest(logGroupName: "g", filterPattern: "ERROR", limit: 2)
        let first = try await journal.client.filterLogEvents(input)
        #expect(first.events?.map(\.message) == ["ERROR 1", "ERROR 2"])
        #expect(first.events?.map(\.logStreamName) == ["s", "t"])
        input.nextToken = first.nextToken
        let second = try await journal.client.filterLogEvents(input)
        #expect(second.events?.map(\.message) == ["ERROR 3"])
        #expect(second.nextToken == nil)
        let ofStream = try await journal.client.filterLogEvents(.init(logGroupName: "g", logStreamNames: ["t"]))
        #expect(ofStream.events?.map(\.message) == ["ERROR 2"])
    }

    @Test func groupsAndStreamsAreListedInOrder() async throws {
        let journal = try Journal()
        for group in ["/aws/lambda/b", "/aws/lambda/a", "other"] { try await journal.make(group, streams: "s1", "s2") }
        var input = CloudWatchLogs.DescribeLogGroupsRequest(logGroupNamePrefix: "/aws/", limit: 1)
        let first = try await journal.client.describeLogGroups(input)
        #expect(first.logGroups?.map(\.logGroupName) == ["/aws/lambda/a"])
        #expect(first.logGroups?.first?.arn == "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/a:*")
        input.nextToken = first.nextToken
        let second = try await journal.client.describeLogGroups(input)
        #expect(second.logGroups?.map(\.logGroupName) == ["/aws/lambda/b"] && second.nextToken == nil)
        try await journal.put([(5, "x")], into: "s1", of: "other")
        try await journal.put([(9, "y")], into: "s2", of: "other")
        let streams = try await journal.client.describeLogStreams(
            .init(logGroupName: "other", orderBy: .lastEventTime, descending: true))
        #expect(streams.logStreams?.map(\.logStreamName) == ["s2", "s1"])
        #expect(
            await refusal { try await journal.make("other") }
                == "ResourceAlreadyExistsException: The specified log group already exists")
    }

    @Test func tagsAndPoliciesAreKept() async throws {
        let journal = try Journal()
        try await journal.client.createLogGroup(.init(logGroupName: "g", tags: ["a": "1"]))
        let arn = "arn:aws:logs:us-east-1:000000000000:log-group:g"
        try await journal.client.tagResource(.init(resourceArn: arn, tags: ["b": "2"]))
        try await journal.client.untagLogGroup(.init(logGroupName: "g", tags: ["a"]))
        #expect(try await journal.client.listTagsForResource(.init(resourceArn: arn)).tags == ["b": "2"])
        #expect(
            await refusal {
                _ = try await journal.client.putSubscriptionFilter(
                    .init(logGroupName: "g", filterName: "f", filterPattern: "", destinationArn: "arn:x"))
            }
                == "NotImplemented: KASS does not emulate logs:PutSubscriptionFilter")
    }
}
