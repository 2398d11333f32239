import AWSCore
import AWSWire
import Chatbot
import LocalCloud
import World

/// Looks at what a world holds, as the account's owner would: through AWS's own operations.
struct Observer {
    let stage: Stage
    let performer: StepPerformer

    func look(_ action: Step.Action) async throws -> Document {
        switch action {
        case .table(let name): try await table(name)
        case .objects(let bucket, let prefix): try await objects(bucket, prefix)
        case .queue(let name): try await queue(name)
        case .logs(let handler): try await logs(handler)
        case .calls(let service, let operation): calls(service, operation)
        case .cost: cost()
        default: .null
        }
    }

    /// `conversations` is `kass-chatbot-test-conversations`; a name with that beginning is taken as it is.
    private func name(_ short: String) -> String {
        let prefix = stage.chatbot.configuration.names.prefix
        return short.hasPrefix(prefix) ? short : "\(prefix)-\(short)"
    }

    /// - Returns: `{count, items}`, items as DynamoDB writes them.
    private func table(_ short: String) async throws -> Document {
        let found = try await all(.items, .init([.init("TableName", .string(name(short)))]))
        guard let items = found.list else { return found }
        return ["count": .number(Number(items.count)), "items": .list(items)]
    }

    /// - Returns: `{count, objects: [{key, size, storage_class}]}`.
    private func objects(_ bucket: String?, _ prefix: String) async throws -> Document {
        let bucket = bucket ?? stage.chatbot.configuration.names.bucket
        let found = try await all(
            .objects, .init([.init("Bucket", .string(bucket)), .init("Prefix", .string(prefix))]))
        guard let list = found.list else { return found }
        let objects = list.map { object -> Document in
            [
                "key": object["Key"] ?? .null, "size": object["Size"] ?? .null,
                "storage_class": object["StorageClass"] ?? .null,
            ]
        }
        return ["count": .number(Number(objects.count)), "objects": .list(objects)]
    }

    /// - Returns: `{count, messages: [{body, attributes}]}`: up to ten, received and left there, as SQS counts in
    ///   `ApproximateReceiveCount`.
    private func queue(_ short: String) async throws -> Document {
        let found = try await performer.call("SQS", "GetQueueUrl", ["QueueName": .string(name(short))])
        guard let url = found["QueueUrl"] else { return found }
        let received = try await performer.call(
            "SQS", "ReceiveMessage",
            [
                "QueueUrl": url, "MaxNumberOfMessages": 10, "VisibilityTimeout": 0, "MessageAttributeNames": ["All"],
            ])
        let messages = (received["Messages"]?.list ?? []).map { message -> Document in
            let body = message["Body"]?.string ?? ""
            let attributes = message["MessageAttributes"]?.object?.entries.map {
                Document.Entry($0.name, $0.value["StringValue"] ?? .null)
            }
            return [
                "body": (try? Document(json: body)) ?? .string(body), "attributes": .object(.init(attributes ?? [])),
            ]
        }
        return ["count": .number(Number(messages.count)), "messages": .list(messages)]
    }

    /// - Returns: the lines of a function's log group, oldest first.
    private func logs(_ handler: String) async throws -> Document {
        let group = stage.chatbot.configuration.names.logGroup(handler)
        let found = try await all(.events, .init([.init("logGroupName", .string(group))]))
        guard let events = found.list else { return found }
        return .list(events.compactMap { $0["message"] })
    }

    // Lists that come in pages.

    private struct Listing {
        let service: String
        let operation: String
        let items: String
        /// The members of output and input by which pages follow one another.
        let next: String
        let from: String

        static let items = Listing(
            service: "DynamoDB", operation: "Scan", items: "Items", next: "LastEvaluatedKey",
            from: "ExclusiveStartKey")
        static let objects = Listing(
            service: "S3", operation: "ListObjectsV2", items: "Contents", next: "NextContinuationToken",
            from: "ContinuationToken")
        static let events = Listing(
            service: "CloudWatchLogs", operation: "FilterLogEvents", items: "events", next: "nextToken",
            from: "nextToken")
    }

    /// - Returns: the list, or the answer of the page that failed.
    private func all(_ listing: Listing, _ input: Document.Object) async throws -> Document {
        var (input, items) = (input, [Document]())
        repeat {
            let page = try await performer.call(listing.service, listing.operation, .object(input))
            guard page["error"] == nil else { return page }
            items += page[listing.items]?.list ?? []
            input[listing.from] = page[listing.next]
        } while input[listing.from] != nil
        return .list(items)
    }

    /// - Returns: `{count, errors: {code: count}}`, since the world began.
    private func calls(_ service: String, _ operation: String) -> Document {
        let records = stage.world.audit.records.filter {
            $0.service == service && Glob.matches($0.operation, operation)
        }
        let errors = Dictionary(grouping: records.compactMap(\.errorCode)) { $0 }.sorted { $0.key < $1.key }
        return [
            "count": .number(Number(records.count)),
            "errors": .object(.init(errors.map { .init($0.key, .number(Number($0.value.count))) })),
        ]
    }

    /// - Returns: `{dollars, by_service}`, since the world began.
    private func cost() -> Document {
        var services: [String: Int64] = [:]
        for total in stage.world.meter.totals {
            let cost = stage.world.prices.cost(of: total.usage, service: total.place.service, at: stage.world.clock.now)
            services[total.place.service, default: 0] += cost.nanodollars
        }
        func dollars(_ nanodollars: Int64) -> Document { .number(Number(Double(nanodollars) / 1e9)) }
        return [
            "dollars": dollars(services.values.reduce(0, +)),
            "by_service": .object(.init(services.sorted { $0.key < $1.key }.map { .init($0.key, dollars($0.value)) })),
        ]
    }
}
