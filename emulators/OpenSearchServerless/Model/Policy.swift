import AWSCore
import AWSOpenSearchServerless
import World

/// A policy about collections: who may read them, over which network, encrypted by what.
struct Policy: Session.Record {
    let kind: Kind
    let name: String
    var version: String
    var description: String?
    var document: Document
    let createdMs: Int64
    var changedMs: Int64

    enum Kind: String {
        case data, encryption, network

        /// Under which it is kept.
        var record: String { "policy/\(rawValue)" }
    }

    init(_ kind: Kind, _ name: String, description: String?, _ document: Document, at now: Timestamp) {
        self.kind = kind
        self.name = name
        self.description = description
        self.document = document
        createdMs = now.milliseconds
        changedMs = now.milliseconds
        version = Self.version(now, 1)
    }

    /// A time and a number in base 64, as AWS's are.
    static func version(_ now: Timestamp, _ number: Int) -> String {
        Blob("\(now.milliseconds)_\(number)").base64
    }

    /// The next version, changed at `now`.
    mutating func change(at now: Timestamp) {
        let text = Blob(base64: version)?.text ?? ""
        let number = text.split(separator: "_").last.flatMap { Int($0) } ?? 0
        version = Self.version(now, number + 1)
        changedMs = now.milliseconds
    }

    init(record: Document) throws(WireError) {
        kind = Kind(rawValue: record["kind"]?.string ?? "") ?? .data
        name = record["name"]?.string ?? ""
        version = record["version"]?.string ?? ""
        description = record["description"]?.string
        document = record["policy"] ?? .null
        createdMs = record["created"]?.number?.int64 ?? 0
        changedMs = record["changed"]?.number?.int64 ?? 0
    }

    var record: Document {
        let record: Document = [
            "kind": .string(kind.rawValue), "name": .string(name), "version": .string(version), "policy": document,
            "created": .number(Number(createdMs)), "changed": .number(Number(changedMs)),
        ]
        var object = record.object ?? .init()
        if let description { object["description"] = .string(description) }
        return .object(object)
    }

    /// What its rules are about: `collection/books`, `index/books/*`.
    var resources: [String] {
        let statements = document.list ?? [document]
        return statements.flatMap { $0["Rules"]?.list ?? [] }.flatMap { $0["Resource"]?.list ?? [] }
            .compactMap(\.string)
    }

    func covers(_ resource: String) -> Bool {
        resources.contains { WildcardPattern($0).matches(resource) }
    }
}
