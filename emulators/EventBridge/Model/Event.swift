import AWSCore

/// An event as buses carry it and targets see it, member for member in AWS's order.
struct Event: Sendable {
    var id: String
    var detailType: String
    var source: String
    var account: String
    /// To the second.
    var time: Timestamp
    var region: String
    var resources: [String] = []
    var detail: Document
    /// Set while an archive replays it.
    var replayName: String?

    /// The shape that patterns match and targets get.
    var document: Document {
        var entries: [Document.Entry] = [
            .init("version", "0"), .init("id", .string(id)), .init("detail-type", .string(detailType)),
            .init("source", .string(source)), .init("account", .string(account)), .init("time", .string(timeText)),
            .init("region", .string(region)),
        ]
        if let replayName { entries.append(.init("replay-name", .string(replayName))) }
        entries.append(.init("resources", .list(resources.map { .string($0) })))
        entries.append(.init("detail", detail))
        return .object(Document.Object(entries))
    }

    /// What `<aws.events.event>` stands for in templates.
    var withoutDetail: Document {
        [
            "id": .string(id), "account": .string(account), "detailType": .string(detailType),
            "time": .string(timeText), "source": .string(source), "region": .string(region),
            "resources": .list(resources.map { .string($0) }), "version": "0",
        ]
    }

    private var timeText: String { Timestamp(seconds: time.seconds).text(.dateTime) }

    var bytes: [UInt8] { document.json() }

    init(
        id: String, detailType: String, source: String, account: String, time: Timestamp, region: String,
        resources: [String] = [], detail: Document
    ) {
        self.id = id
        self.detailType = detailType
        self.source = source
        self.account = account
        self.time = time
        self.region = region
        self.resources = resources
        self.detail = detail
    }

    /// An event as it was stored.
    init(_ bytes: [UInt8]) throws(WireError) {
        let document = try Document(json: bytes)
        self.init(
            id: document["id"]?.string ?? "", detailType: document["detail-type"]?.string ?? "",
            source: document["source"]?.string ?? "", account: document["account"]?.string ?? "",
            time: document["time"]?.string.flatMap { Timestamp($0, .dateTime) } ?? .epoch,
            region: document["region"]?.string ?? "",
            resources: document["resources"]?.list?.compactMap(\.string) ?? [], detail: document["detail"] ?? [:])
        replayName = document["replay-name"]?.string
    }
}
