public import AWSCloudWatchLogs
public import AWSCore

// What is not emulated says so: it never answers with nothing.
extension CloudWatchLogsEmulator {
    public func deleteQueryDefinition(
        _ input: CloudWatchLogs.DeleteQueryDefinitionRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DeleteQueryDefinitionResponse {
        throw .notEmulated("DeleteQueryDefinition")
    }

    public func deleteSubscriptionFilter(
        _ input: CloudWatchLogs.DeleteSubscriptionFilterRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DeleteSubscriptionFilterOutput {
        throw .notEmulated("DeleteSubscriptionFilter")
    }

    public func describeQueryDefinitions(
        _ input: CloudWatchLogs.DescribeQueryDefinitionsRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DescribeQueryDefinitionsResponse {
        throw .notEmulated("DescribeQueryDefinitions")
    }

    public func describeSubscriptionFilters(
        _ input: CloudWatchLogs.DescribeSubscriptionFiltersRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DescribeSubscriptionFiltersResponse {
        throw .notEmulated("DescribeSubscriptionFilters")
    }

    public func getLogGroupFields(
        _ input: CloudWatchLogs.GetLogGroupFieldsRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.GetLogGroupFieldsResponse {
        throw .notEmulated("GetLogGroupFields")
    }

    public func getLogRecord(
        _ input: CloudWatchLogs.GetLogRecordRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.GetLogRecordResponse {
        throw .notEmulated("GetLogRecord")
    }

    public func putQueryDefinition(
        _ input: CloudWatchLogs.PutQueryDefinitionRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.PutQueryDefinitionResponse {
        throw .notEmulated("PutQueryDefinition")
    }

    public func putSubscriptionFilter(
        _ input: CloudWatchLogs.PutSubscriptionFilterRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.PutSubscriptionFilterOutput {
        throw .notEmulated("PutSubscriptionFilter")
    }

    public func startLiveTail(
        _ input: CloudWatchLogs.StartLiveTailRequest
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.StartLiveTailResponse {
        throw .notEmulated("StartLiveTail")
    }
}
