import AWSCore
import World

// The calls that the world has seen.
extension ControlAPI {
    /// `GET /_kass/calls`: the latest that are asked for, oldest first; `follow=true` goes on as they happen.
    func calls(_ request: HTTPRequest) throws(ControlFailure) -> HTTPResponse {
        let query = try CallQuery(request.query)
        let tenant = host.tenant
        if query.isFollowing {
            let feed = CallFeed(tenant.world.audit, query, callsBefore: tenant.callsBefore)
            return HTTPResponse(
                headers: ["Content-Type": "application/x-ndjson", "Cache-Control": "no-store"],
                body: .stream(feed, length: nil))
        }
        let records = tenant.world.audit.records
        let matching = records.filter { query.matches($0, callsBefore: tenant.callsBefore) }
        let shown = matching.suffix(query.limit)
        return .control([
            "last": .number(Number(tenant.callsBefore + (records.last?.sequence ?? 0))),
            "omitted": .number(Number(matching.count - shown.count)),
            "calls": .list(shown.map { $0.document(callsBefore: tenant.callsBefore) }),
        ])
    }
}

/// Which calls someone asks for.
struct CallQuery: Sendable {
    private var service = WildcardPattern("*")
    private var operation = WildcardPattern("*")
    private var resource = WildcardPattern("*")
    private var error: WildcardPattern?
    private var hasFailed: Bool?
    private(set) var since = 0
    private(set) var limit = 100
    private(set) var isFollowing = false

    static let limitMax = 4096

    init(_ query: [HTTPRequest.QueryItem]) throws(ControlFailure) {
        for item in query {
            let value = item.value ?? ""
            switch item.name {
            case "service": service = WildcardPattern(value)
            case "operation": operation = WildcardPattern(value)
            case "resource": resource = WildcardPattern(value)
            case "error": error = WildcardPattern(value)
            case "status": hasFailed = try Self.choice("status", value, ["ok": false, "error": true])
            case "follow": isFollowing = try Self.choice("follow", value, ["true": true, "false": false])
            case "since": since = try Self.integer("since", value, 0...Int.max)
            case "limit": limit = try Self.integer("limit", value, 1...Self.limitMax)
            default:
                throw .invalid(
                    "There is no parameter `\(item.name)`: there are service, operation, resource, status, error, "
                        + "since, limit and follow.")
            }
        }
    }

    func matches(_ record: CallRecord, callsBefore: Int) -> Bool {
        record.sequence + callsBefore > since && service.matches(record.service)
            && operation.matches(record.operation) && resource.matches(record.resource ?? "")
            && hasFailed.map { $0 == (record.errorCode != nil) } ?? true
            && error.map { pattern in record.errorCode.map { pattern.matches($0) } ?? false } ?? true
    }

    private static func choice(
        _ name: String, _ value: String, _ values: [String: Bool]
    ) throws(ControlFailure) -> Bool {
        guard let choice = values[value] else {
            throw .invalid("`\(name)` is \(values.keys.sorted().joined(separator: " or ")).")
        }
        return choice
    }

    private static func integer(
        _ name: String, _ value: String, _ range: ClosedRange<Int>
    ) throws(ControlFailure) -> Int {
        guard let number = Int(value), range.contains(number) else {
            let most =
                range.upperBound == .max
                ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            throw .invalid("`\(name)` is a whole number \(most).")
        }
        return number
    }
}

/// Calls as lines of JSON: those that are known after a sequence number, then each as it happens.
struct CallFeed: AsyncSequence, Sendable {
    typealias Failure = any Error

    private let audit: AuditLog
    private let query: CallQuery
    private let callsBefore: Int

    init(_ audit: AuditLog, _ query: CallQuery, callsBefore: Int) {
        self.audit = audit
        self.query = query
        self.callsBefore = callsBefore
    }

    func makeAsyncIterator() -> Iterator {
        // Subscribed first: what happens between the two comes twice, and is left out once.
        let (query, callsBefore) = (query, callsBefore)
        let live = audit.subscribe { query.matches($0, callsBefore: callsBefore) }
        let known = audit.records.filter { query.since > 0 && query.matches($0, callsBefore: callsBefore) }
        return Iterator(known: known[...], live: live.makeAsyncIterator(), callsBefore: callsBefore)
    }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate var known: ArraySlice<CallRecord>
        fileprivate var live: any AsyncIteratorProtocol<CallRecord, Never>
        fileprivate let callsBefore: Int
        private var last = 0

        fileprivate init(
            known: ArraySlice<CallRecord>, live: any AsyncIteratorProtocol<CallRecord, Never>, callsBefore: Int
        ) {
            self.known = known
            self.live = live
            self.callsBefore = callsBefore
        }

        mutating func next() async throws -> [UInt8]? {
            while let record = await nextRecord() {
                guard record.sequence > last else { continue }
                last = record.sequence
                return record.document(callsBefore: callsBefore).json() + [0x0A]
            }
            return nil
        }

        private mutating func nextRecord() async -> CallRecord? {
            if let record = known.popFirst() { return record }
            return await live.next(isolation: nil)
        }
    }
}

extension CallRecord {
    func document(callsBefore: Int) -> Document {
        var object = Document.Object([
            .init("sequence", .number(Number(sequence + callsBefore))),
            .init("started_at", .string(startedAt.text(.dateTime))),
            .init("duration_us", .number(Number(Int64(duration / .microseconds(1))))),
            .init("service", .string(service)), .init("operation", .string(operation)),
        ])
        object["resource"] = resource.map { .string($0) }
        object["account"] = .string(caller.account)
        object["region"] = .string(caller.region)
        object["principal"] = .string(caller.principal.arn)
        object["request_id"] = .string(requestID)
        object["error"] = errorCode.map { .string($0) }
        object["error_message"] = errorMessage.map { .string($0) }
        if !usage.isEmpty { object["usage"] = .list(usage.map(\.document)) }
        return .object(object)
    }
}

extension Usage {
    fileprivate var document: Document {
        var object = Document.Object([
            .init("unit", .string(unit.rawValue)), .init("quantity", .number(Number(quantity))),
        ])
        object["resource"] = resource.map { .string($0) }
        return .object(object)
    }
}
