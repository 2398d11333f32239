import AWSCloudWatchLogs
import AWSCore
import World

/// PutMetricFilter: kept and described; no metric comes of it.
enum PutMetricFilter {
    static func run(
        _ input: CloudWatchLogs.PutMetricFilterRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.PutMetricFilterOutput {
        try RequestConstraints.check(input)
        _ = try FilterPattern(input.filterPattern)
        let filter = CloudWatchLogs.MetricFilter(
            filterName: input.filterName, filterPattern: input.filterPattern,
            metricTransformations: input.metricTransformations, creationTime: Int(view.call.now.milliseconds),
            logGroupName: input.logGroupName, applyOnTransformedLogs: input.applyOnTransformedLogs ?? false)
        try await view.state.write(view.call) { session in
            let group = try session.group(input.logGroupName)
            try session.run(
                "INSERT OR REPLACE INTO logs_metric_filters (group_id, name, value) VALUES (?, ?, ?)",
                [.integer(group.id), .text(input.filterName), .blob(StoredStructure.write(filter))])
            guard try session.metricFilterCount(of: group) <= CloudWatchLogsLimits.metricFiltersMax else {
                throw CloudWatchLogsError(.limitExceededException, "Resource limit exceeded.")
            }
        }
        return CloudWatchLogs.PutMetricFilterOutput()
    }
}

/// DeleteMetricFilter.
enum DeleteMetricFilter {
    static func run(
        _ input: CloudWatchLogs.DeleteMetricFilterRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DeleteMetricFilterOutput {
        try RequestConstraints.check(input)
        try await view.state.write(view.call) { session in
            let group = try session.group(input.logGroupName)
            try session.run(
                "DELETE FROM logs_metric_filters WHERE group_id = ? AND name = ?",
                [.integer(group.id), .text(input.filterName)])
            guard session.sqlite.changes > 0 else {
                throw CloudWatchLogsError.notFound("The specified metric filter does not exist.")
            }
        }
        return CloudWatchLogs.DeleteMetricFilterOutput()
    }
}

/// DescribeMetricFilters: of a group, or of a metric, by name.
enum DescribeMetricFilters {
    static func run(
        _ input: CloudWatchLogs.DescribeMetricFiltersRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DescribeMetricFiltersResponse {
        try RequestConstraints.check(input)
        if (input.metricName == nil) != (input.metricNamespace == nil) {
            throw .invalidParameter("metricName and metricNamespace must be specified together.")
        }
        let limit = input.limit ?? CloudWatchLogsLimits.describePage
        let start = try PageToken.read(input.nextToken)
        return try await view.state.read(view.call) { session in
            let all = try session.metricFilters(of: try input.logGroupName.map { try session.group($0) })
            let wanted = all.filter { isWanted($0, input) && key($0) > start }
            let page = Array(wanted.prefix(limit))
            return CloudWatchLogs.DescribeMetricFiltersResponse(
                metricFilters: page, nextToken: wanted.count > limit ? page.last.map { PageToken.text(key($0)) } : nil)
        }
    }

    /// Filters of different groups may have one name.
    private static func key(_ filter: CloudWatchLogs.MetricFilter) -> String {
        "\(filter.filterName ?? ""):\(filter.logGroupName ?? "")"
    }

    private static func isWanted(
        _ filter: CloudWatchLogs.MetricFilter, _ input: CloudWatchLogs.DescribeMetricFiltersRequest
    ) -> Bool {
        if let prefix = input.filterNamePrefix, filter.filterName?.hasPrefix(prefix) != true { return false }
        guard let name = input.metricName else { return true }
        return filter.metricTransformations?.contains {
            $0.metricName == name && $0.metricNamespace == input.metricNamespace
        } ?? false
    }
}

/// TestMetricFilter: which of some messages a pattern matches, and what it finds in them.
enum TestMetricFilter {
    static func run(
        _ input: CloudWatchLogs.TestMetricFilterRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.TestMetricFilterResponse {
        try RequestConstraints.check(input)
        let pattern = try FilterPattern(input.filterPattern)
        let matches = input.logEventMessages.enumerated().compactMap { index, message in
            pattern.values(in: message).map { values in
                CloudWatchLogs.MetricFilterMatchRecord(
                    eventNumber: index + 1, eventMessage: message, extractedValues: values)
            }
        }
        return CloudWatchLogs.TestMetricFilterResponse(matches: matches)
    }
}

extension Session {
    func metricFilterCount(of group: LogGroupRow) throws -> Int {
        Int(try integer("SELECT count(*) FROM logs_metric_filters WHERE group_id = ?", [.integer(group.id)]) ?? 0)
    }

    /// Of one group, or of all groups of the account and region; by name.
    fileprivate func metricFilters(of group: LogGroupRow?) throws -> [CloudWatchLogs.MetricFilter] {
        let rows =
            if let group {
                try rows(
                    "SELECT value FROM logs_metric_filters WHERE group_id = ? ORDER BY name", [.integer(group.id)])
            } else {
                try rows(
                    "SELECT f.value FROM logs_metric_filters f JOIN logs_groups g ON g.id = f.group_id "
                        + "WHERE g.account = ? AND g.region = ? ORDER BY f.name, g.name",
                    [.text(account), .text(region)])
            }
        var filters: [CloudWatchLogs.MetricFilter] = []
        while try rows.step() {
            filters.append(try StoredStructure.read(CloudWatchLogs.MetricFilter.self, rows.bytes(0)))
        }
        return filters
    }
}
