import AWSCore
import AWSSQS

/// GetQueueUrl: the URL of a queue by its name and owner.
enum GetQueueURL {
    static func run(_ input: SQS.GetQueueUrlRequest, _ view: SQSEmulator) async throws(SQSError)
        -> SQS.GetQueueUrlResult
    {
        let owner = input.queueOwnerAWSAccountId ?? view.call.account
        let address = QueueAddress(account: owner, name: input.queueName)
        try await view.state.read(view.call) { session in _ = try session.queue(address) }
        return SQS.GetQueueUrlResult(queueUrl: address.url(for: view.call))
    }
}

/// ListQueues: the caller's own, in the order of their names.
enum ListQueues {
    static func run(_ input: SQS.ListQueuesRequest, _ view: SQSEmulator) async throws(SQSError) -> SQS.ListQueuesResult
    {
        let page = try QueuePage(input.maxResults, input.nextToken)
        let queues = try await view.state.read(view.call) { session in
            try session.queues(prefix: input.queueNamePrefix ?? "", after: page.start, limit: page.limit + 1)
        }
        let (urls, token) = page.cut(queues, view)
        return SQS.ListQueuesResult(queueUrls: urls.isEmpty ? nil : urls, nextToken: token)
    }
}

/// ListDeadLetterSourceQueues: queues whose redrive policy names this one.
enum ListDeadLetterSourceQueues {
    static func run(
        _ input: SQS.ListDeadLetterSourceQueuesRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.ListDeadLetterSourceQueuesResult {
        let page = try QueuePage(input.maxResults, input.nextToken)
        let queues = try await view.state.read(view.call) { session in
            try session.sources(of: session.queue(at: input.queueUrl), after: page.start, limit: page.limit + 1)
        }
        let (urls, token) = page.cut(queues, view)
        return SQS.ListDeadLetterSourceQueuesResult(queueUrls: urls, nextToken: token)
    }
}

/// Where a page of queues begins and how long it is. Without MaxResults there is one page and no token.
private struct QueuePage {
    let start: String
    let limit: Int
    private let isPaged: Bool

    init(_ maxResults: Int?, _ token: String?) throws(SQSError) {
        if let maxResults, !(1...SQSLimits.listQueuesMax).contains(maxResults) {
            throw .invalidParameter("MaxResults", "\(maxResults)", "Must be between 1 and 1000, if provided.")
        }
        guard token == nil || Blob(base64: token ?? "") != nil else {
            throw .invalidParameter("Invalid or expired next token.")
        }
        start = token.flatMap { Blob(base64: $0)?.text } ?? ""
        limit = maxResults ?? SQSLimits.listQueuesMax
        isPaged = maxResults != nil
    }

    func cut(_ queues: [Queue], _ view: SQSEmulator) -> (urls: [String], token: String?) {
        let page = queues.prefix(limit)
        let urls = page.map { QueueAddress(account: $0.account, name: $0.name).url(for: view.call) }
        let hasMore = isPaged && queues.count > limit
        return (urls, hasMore ? page.last.map { Blob($0.name).base64 } : nil)
    }
}
