import AWSCore
import AWSOpenSearchServerless
import World

/// A collection, with what describes it.
struct Collection: Session.Record {
    var detail: OpenSearchServerless.CollectionDetail
    var tags: [OpenSearchServerless.Tag]

    static let kind = "collection"

    init(detail: OpenSearchServerless.CollectionDetail, tags: [OpenSearchServerless.Tag]) {
        self.detail = detail
        self.tags = tags
    }

    init(record: Document) throws(WireError) {
        detail = try .init(record["detail"] ?? [:])
        tags = []
        for tag in record["tags"]?.list ?? [] { tags.append(try .init(tag)) }
    }

    var record: Document { ["detail": detail.document, "tags": .list(tags.map(\.document))] }

    var name: String { detail.name ?? "" }
}
