import AWSCore
import AWSOpenSearch
import OpenSearchEmulator
import Testing
import World

/// One OpenSearch in a world of its own, and a caller of it.
struct Domain {
    let world: World
    let client: OpenSearchProxy
    private let invoker: EmulatedInvoker<OpenSearch>

    init(
        _ flavor: OpenSearchSettings.Flavor = .managed, _ configuration: WorldConfiguration = WorldConfiguration()
    ) throws {
        let world = try World(configuration)
        let state = try OpenSearchState(world, settings: OpenSearchSettings(flavor: flavor))
        self.world = world
        invoker = EmulatedInvoker<OpenSearch>(world, caller: world.caller()) { OpenSearchEmulator(state, $0) }
        client = OpenSearchProxy(invoker)
    }

    /// A request as it would come over the wire.
    /// - Returns: the status, and the body read as JSON, or as text where it is none.
    func send(
        _ method: String, _ path: String, _ body: String? = nil
    ) async throws -> (status: Int, body: Document) {
        let parts = path.split(separator: "?", maxSplits: 1)
        let query = try QueryString.parse(parts.count == 2 ? String(parts[1]) : "")
        let response: HTTPResponse
        do throws(OpenSearchError) {
            let call = try OpenSearch.call(
                method: method, path: String(parts[0]), query: query, body: Array((body ?? "").utf8))
            response = await call.answer(by: invoker)
        } catch {
            response = OpenSearch.response(to: error)
        }
        let bytes = try await response.body.collect(bytesMax: 1 << 28)
        let text = Document.string(String(decoding: bytes, as: UTF8.self))
        return (response.status, (try? Document(json: bytes)) ?? text)
    }

    /// - Throws: the error as OpenSearch words it, for anything but a success.
    @discardableResult
    func ok(_ method: String, _ path: String, _ body: String? = nil) async throws -> Document {
        let answer = try await send(method, path, body)
        guard (200..<300).contains(answer.status) else { throw Refused(answer.status, answer.body) }
        return answer.body
    }

    /// The ids that a search finds, in order.
    func ids(_ index: String, _ body: String) async throws -> [String] {
        let answer = try await ok("POST", "/\(index)/_search", body)
        return (answer["hits"]?["hits"]?.list ?? []).compactMap { $0["_id"]?.string }
    }

    /// Documents by id, refreshed.
    func index(_ index: String, _ documents: [(id: String, source: String)]) async throws {
        let lines = documents.map { #"{"index":{"_id":"\#($0.id)"}}"# + "\n" + $0.source + "\n" }.joined()
        let answer = try await ok("POST", "/\(index)/_bulk?refresh=true", lines)
        #expect(answer["errors"] == false, "\(answer.jsonText())")
    }
}

struct Refused: Error, CustomStringConvertible {
    let status: Int
    let body: Document

    init(_ status: Int, _ body: Document) {
        self.status = status
        self.body = body
    }

    var description: String { "\(status) \(body.jsonText())" }
}

extension Domain {
    /// The status, the type and the reason of the error that a request meets.
    func refusal(_ method: String, _ path: String, _ body: String? = nil) async throws -> String {
        let answer = try await send(method, path, body)
        let error = answer.body["error"] ?? .null
        return "\(answer.status) \(error["type"]?.string ?? "-"): \(error["reason"]?.string ?? error.string ?? "-")"
    }
}
