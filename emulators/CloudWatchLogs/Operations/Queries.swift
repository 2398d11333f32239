import AWSCloudWatchLogs
import AWSCore
import World

/// StartQuery: runs a query at once; its results wait to be asked for.
enum StartQuery {
    static func run(
        _ input: CloudWatchLogs.StartQueryRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.StartQueryResponse {
        try RequestConstraints.check(input)
        guard input.queryLanguage == nil || input.queryLanguage == .cwli else {
            throw .notEmulated("StartQuery", parameter: "queryLanguage \(input.queryLanguage?.rawValue ?? "")")
        }
        guard input.startTime <= input.endTime else {
            throw .invalidParameter("End time should not be earlier than start time.")
        }
        let names = try groups(input)
        let query = try InsightsQuery(input.queryString)
        let identifier = view.state.identifiers.uuid()
        let response = try await view.state.write(view.call) { session in
            let answer = try answer(input, names, query, session)
            let kept = CloudWatchLogs.QueryInfo(
                queryLanguage: .cwli, queryId: identifier, queryString: input.queryString, status: .complete,
                createTime: Int(session.now.milliseconds), logGroupName: names.first, queryDuration: 0)
            let stored: Document = ["info": kept.document, "answer": answer.document]
            try session.putEntry(.query, identifier, stored.json())
            return answer
        }
        view.scope.use(.scannedBytes, response.statistics?.bytesScanned ?? 0)
        return CloudWatchLogs.StartQueryResponse(queryId: identifier)
    }

    private static func groups(
        _ input: CloudWatchLogs.StartQueryRequest
    ) throws(CloudWatchLogsError) -> [String] {
        let given = [input.logGroupName.map { [$0] }, input.logGroupNames, input.logGroupIdentifiers].compactMap(\.self)
        guard given.count == 1, !given[0].isEmpty else {
            throw .invalidParameter(
                "Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified.")
        }
        return given[0].map { LogNames.group($0) }
    }

    private static func answer(
        _ input: CloudWatchLogs.StartQueryRequest, _ names: [String], _ query: InsightsQuery, _ session: Session
    ) throws -> CloudWatchLogs.GetQueryResultsResponse {
        var rows: [InsightsRow] = []
        var bytes = 0
        for name in names {
            let group = try session.group(name)
            let streams = Dictionary(
                uniqueKeysWithValues: try session.streams(of: group).map { ($0.id, $0.name) })
            // Both ends are included, in seconds (API reference, StartQuery).
            let start = max(Int64(input.startTime) * 1000, group.earliest(at: session.now))
            let end = max(start, Int64(input.endTime) * 1000 + 1)
            try session.forEachEvent(.group(group.id), in: start..<end, after: nil) { event in
                bytes += event.message.utf8.count
                rows.append(
                    InsightsRow(
                        event, stream: streams[event.stream] ?? "", group: name, account: session.account))
                return true
            }
        }
        let run = InsightsRun(query, rows, limit: input.limit ?? CloudWatchLogsLimits.eventsPage)
        return CloudWatchLogs.GetQueryResultsResponse(
            queryLanguage: .cwli, results: run.rows.map(\.result),
            statistics: .init(
                recordsMatched: Double(run.matched), recordsScanned: Double(rows.count), bytesScanned: Double(bytes)),
            status: .complete)
    }
}

/// GetQueryResults.
enum GetQueryResults {
    static func run(
        _ input: CloudWatchLogs.GetQueryResultsRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.GetQueryResultsResponse {
        try RequestConstraints.check(input)
        return try await view.state.read(view.call) { session in
            guard let stored = try session.entry(.query, input.queryId) else {
                throw CloudWatchLogsError.notFound("The specified query does not exist.")
            }
            let answer = try Document(json: stored)["answer"] ?? .null
            return try StoredStructure.read(CloudWatchLogs.GetQueryResultsResponse.self, answer.json())
        }
    }
}

/// StopQuery: every query has ended before it could be stopped.
enum StopQuery {
    static func run(
        _ input: CloudWatchLogs.StopQueryRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.StopQueryResponse {
        try RequestConstraints.check(input)
        try await view.state.read(view.call) { session in
            guard try session.entry(.query, input.queryId) != nil else {
                throw CloudWatchLogsError.notFound("The specified query does not exist.")
            }
        }
        return CloudWatchLogs.StopQueryResponse(success: false)
    }
}

/// DescribeQueries: the newest first.
enum DescribeQueries {
    static func run(
        _ input: CloudWatchLogs.DescribeQueriesRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DescribeQueriesResponse {
        try RequestConstraints.check(input)
        let queries = try await view.state.read(view.call) { session in
            try session.entries(.query).map { bytes in
                let info = try Document(json: bytes)["info"] ?? .null
                return try StoredStructure.read(CloudWatchLogs.QueryInfo.self, info.json())
            }
        }
        let wanted = queries.filter { query in
            (input.logGroupName == nil || query.logGroupName == input.logGroupName)
                && (input.status == nil || query.status == input.status)
        }
        let sorted = wanted.sorted { ($0.createTime ?? 0, $0.queryId ?? "") > ($1.createTime ?? 0, $1.queryId ?? "") }
        return CloudWatchLogs.DescribeQueriesResponse(queries: Array(sorted.prefix(input.maxResults ?? 1000)))
    }
}
