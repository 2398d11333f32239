import AWSCore
import AWSOpenSearch
import AWSWire
import OpenSearchEmulator
import World

/// OpenSearch's REST interface over HTTP.
///
/// Who signs for `aoss`, or calls a host of Serverless, meets a collection; everyone else a managed domain, with document
/// ids, `_refresh` and `_cat`. Both hold the same indices.
struct OpenSearchDoor: Sendable {
    let cloud: LocalCloud

    var service: UnmodelledService {
        UnmodelledService(
            "OpenSearch", signingNames: ["aoss", "es"], hostLabels: ["aoss", "es", "opensearch"],
            bodyBytesMax: OpenSearch.bodyBytesMax, refuse: Self.refusal
        ) { request, body, caller in
            await answer(request, body, caller)
        }
    }

    private func answer(_ request: HTTPRequest, _ body: [UInt8], _ caller: WireCaller) async -> HTTPResponse {
        var response = await response(to: request, body, caller)
        response.headers["x-request-id"] = caller.requestID
        // OpenSearch gives back what a client has marked its request with.
        response.headers["X-Opaque-Id"] = request.headers["X-Opaque-Id"]
        return response
    }

    private func response(to request: HTTPRequest, _ body: [UInt8], _ caller: WireCaller) async -> HTTPResponse {
        // The managed service's own API: CreateDomain and the like.
        if request.path.hasPrefix("/2021-01-01/") || request.path.hasPrefix("/2015-01-01/") {
            let message = "KASS does not emulate es:\(request.method) \(request.path)"
            return Self.refusal(
                WireFailure(status: 501, code: "NotImplemented", message: message, requestID: caller.requestID))
        }
        do throws(OpenSearchError) {
            try Self.checkContentType(request, body)
            let call = try OpenSearch.call(
                method: request.method, path: request.path, query: request.query, body: body)
            let flavor: OpenSearchSettings.Flavor = Self.isServerless(request, caller) ? .serverless : .managed
            return await call.answer(by: cloud.openSearch(Caller(caller), as: flavor))
        } catch {
            let response = OpenSearch.response(to: error, Self.parameters(request))
            return request.method == "HEAD" ? HTTPResponse(status: response.status) : response
        }
    }

    private static func parameters(_ request: HTTPRequest) -> OpenSearch.Parameters {
        OpenSearch.Parameters(request.query.map { Document.Entry($0.name, .string($0.value ?? "")) })
    }

    private static func isServerless(_ request: HTTPRequest, _ caller: WireCaller) -> Bool {
        if let name = caller.signingName { return name == "aoss" }
        let host = (request.headers["Host"] ?? "").prefix { $0 != ":" }
        return host.split(separator: ".").contains("aoss")
    }

    /// Source: OpenSearch's RestController, which looks at the type of a body before anything else.
    private static func checkContentType(_ request: HTTPRequest, _ body: [UInt8]) throws(OpenSearchError) {
        guard !body.isEmpty else { return }
        let type = request.headers["Content-Type"] ?? ""
        let media = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        if media == "application/json" || media == "application/x-ndjson" { return }
        throw OpenSearchError(
            ErrorCode("media_type_header_exception"), status: 406,
            error: .string("Content-Type header [\(type)] is not supported"))
    }

    /// In the words of AWS's front ends.
    private static func refusal(_ failure: WireFailure) -> HTTPResponse {
        RestJSONProtocol().response(to: nil, of: OpenSearch.metadata, failure: failure)
    }
}
