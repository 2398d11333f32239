public import AWSCloudWatchLogs
public import AWSCore
public import World

/// CloudWatch Logs for one call: who calls is in the scope, what is there in the state.
public struct CloudWatchLogsEmulator: CloudWatchLogsClient {
    let state: CloudWatchLogsState
    let scope: CallScope

    public init(_ state: CloudWatchLogsState, _ scope: CallScope) {
        self.state = state
        self.scope = scope
    }

    var call: Call { Call(scope) }
}

// Groups and streams.
extension CloudWatchLogsEmulator {
    public func createLogGroup(
        _ input: CloudWatchLogs.CreateLogGroupRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.CreateLogGroupOutput {
        try await CreateLogGroup.run(input, self)
    }

    public func describeLogGroups(
        _ input: CloudWatchLogs.DescribeLogGroupsRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DescribeLogGroupsResponse {
        try await DescribeLogGroups.run(input, self)
    }

    public func deleteLogGroup(
        _ input: CloudWatchLogs.DeleteLogGroupRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DeleteLogGroupOutput {
        try await DeleteLogGroup.run(input, self)
    }

    public func createLogStream(
        _ input: CloudWatchLogs.CreateLogStreamRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.CreateLogStreamOutput {
        try await CreateLogStream.run(input, self)
    }

    public func describeLogStreams(
        _ input: CloudWatchLogs.DescribeLogStreamsRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DescribeLogStreamsResponse {
        try await DescribeLogStreams.run(input, self)
    }

    public func deleteLogStream(
        _ input: CloudWatchLogs.DeleteLogStreamRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DeleteLogStreamOutput {
        try await DeleteLogStream.run(input, self)
    }

    public func putRetentionPolicy(
        _ input: CloudWatchLogs.PutRetentionPolicyRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.PutRetentionPolicyOutput {
        try await PutRetentionPolicy.run(input, self)
    }

    public func deleteRetentionPolicy(
        _ input: CloudWatchLogs.DeleteRetentionPolicyRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DeleteRetentionPolicyOutput {
        try await DeleteRetentionPolicy.run(input, self)
    }

    public func associateKmsKey(
        _ input: CloudWatchLogs.AssociateKmsKeyRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.AssociateKmsKeyOutput {
        try await AssociateKmsKey.run(input, self)
    }

    public func disassociateKmsKey(
        _ input: CloudWatchLogs.DisassociateKmsKeyRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DisassociateKmsKeyOutput {
        try await DisassociateKmsKey.run(input, self)
    }
}

// Events.
extension CloudWatchLogsEmulator {
    public func putLogEvents(
        _ input: CloudWatchLogs.PutLogEventsRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.PutLogEventsResponse {
        try await PutLogEvents.run(input, self)
    }

    public func getLogEvents(
        _ input: CloudWatchLogs.GetLogEventsRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.GetLogEventsResponse {
        try await GetLogEvents.run(input, self)
    }

    public func filterLogEvents(
        _ input: CloudWatchLogs.FilterLogEventsRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.FilterLogEventsResponse {
        try await FilterLogEvents.run(input, self)
    }
}

// Metric filters.
extension CloudWatchLogsEmulator {
    public func putMetricFilter(
        _ input: CloudWatchLogs.PutMetricFilterRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.PutMetricFilterOutput {
        try await PutMetricFilter.run(input, self)
    }

    public func describeMetricFilters(
        _ input: CloudWatchLogs.DescribeMetricFiltersRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DescribeMetricFiltersResponse {
        try await DescribeMetricFilters.run(input, self)
    }

    public func deleteMetricFilter(
        _ input: CloudWatchLogs.DeleteMetricFilterRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DeleteMetricFilterOutput {
        try await DeleteMetricFilter.run(input, self)
    }

    public func testMetricFilter(
        _ input: CloudWatchLogs.TestMetricFilterRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.TestMetricFilterResponse {
        try await TestMetricFilter.run(input, self)
    }
}

// Queries.
extension CloudWatchLogsEmulator {
    public func startQuery(
        _ input: CloudWatchLogs.StartQueryRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.StartQueryResponse {
        try await StartQuery.run(input, self)
    }

    public func getQueryResults(
        _ input: CloudWatchLogs.GetQueryResultsRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.GetQueryResultsResponse {
        try await GetQueryResults.run(input, self)
    }

    public func stopQuery(
        _ input: CloudWatchLogs.StopQueryRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.StopQueryResponse {
        try await StopQuery.run(input, self)
    }

    public func describeQueries(
        _ input: CloudWatchLogs.DescribeQueriesRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DescribeQueriesResponse {
        try await DescribeQueries.run(input, self)
    }
}

// Tags and resource policies.
extension CloudWatchLogsEmulator {
    public func tagResource(
        _ input: CloudWatchLogs.TagResourceRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.TagResourceOutput {
        try await TagResource.run(input, self)
    }

    public func untagResource(
        _ input: CloudWatchLogs.UntagResourceRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.UntagResourceOutput {
        try await UntagResource.run(input, self)
    }

    public func listTagsForResource(
        _ input: CloudWatchLogs.ListTagsForResourceRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.ListTagsForResourceResponse {
        try await ListTagsForResource.run(input, self)
    }

    public func tagLogGroup(
        _ input: CloudWatchLogs.TagLogGroupRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.TagLogGroupOutput {
        try await TagLogGroup.run(input, self)
    }

    public func untagLogGroup(
        _ input: CloudWatchLogs.UntagLogGroupRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.UntagLogGroupOutput {
        try await UntagLogGroup.run(input, self)
    }

    public func listTagsLogGroup(
        _ input: CloudWatchLogs.ListTagsLogGroupRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.ListTagsLogGroupResponse {
        try await ListTagsLogGroup.run(input, self)
    }

    public func putResourcePolicy(
        _ input: CloudWatchLogs.PutResourcePolicyRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.PutResourcePolicyResponse {
        try await PutResourcePolicy.run(input, self)
    }

    public func describeResourcePolicies(
        _ input: CloudWatchLogs.DescribeResourcePoliciesRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DescribeResourcePoliciesResponse {
        try await DescribeResourcePolicies.run(input, self)
    }

    public func deleteResourcePolicy(
        _ input: CloudWatchLogs.DeleteResourcePolicyRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DeleteResourcePolicyOutput {
        try await DeleteResourcePolicy.run(input, self)
    }
}
