import AWSCore

/// The web page: files that the build puts into the program.
package enum WebPage {
    struct Asset: Sendable {
        let bytes: [UInt8]
        let type: String
        let tag: String

        init(_ bytes: [UInt8], _ type: String) {
            self.bytes = bytes
            self.type = type
            tag = "\"\(HashAlgorithm.sha256.hexDigest(of: bytes).prefix(32))\""
        }
    }

    private static let script = "text/javascript; charset=utf-8"

    /// The names of the files, as they are below `/assets/`.
    package static var names: [String] { assets.keys.sorted() }

    static let assets: [String: Asset] = [
        "index.html": Asset(PackageResources.index_html, "text/html; charset=utf-8"),
        "style.css": Asset(PackageResources.style_css, "text/css; charset=utf-8"),
        "icon.svg": Asset(PackageResources.icon_svg, "image/svg+xml"),
        "app.js": Asset(PackageResources.app_js, script),
        "activity.js": Asset(PackageResources.activity_js, script),
        "answer.js": Asset(PackageResources.answer_js, script),
        "api.js": Asset(PackageResources.api_js, script),
        "chat.js": Asset(PackageResources.chat_js, script),
        "conversations.js": Asset(PackageResources.conversations_js, script),
        "documents.js": Asset(PackageResources.documents_js, script),
        "dom.js": Asset(PackageResources.dom_js, script),
        "panels.js": Asset(PackageResources.panels_js, script),
        "pending.js": Asset(PackageResources.pending_js, script),
        "prose.js": Asset(PackageResources.prose_js, script),
        "sources.js": Asset(PackageResources.sources_js, script),
    ]

    /// Browsers ask again each time and learn by the tag that nothing has changed.
    static func answer(_ name: String, to request: HTTPRequest) throws(APIFailure) -> HTTPResponse {
        guard let asset = assets[name] else { throw APIFailure(404, "NotFound", "There is nothing at this path.") }
        let headers: HTTPHeaders = ["ETag": asset.tag, "Cache-Control": "no-cache"]
        if matches(request.headers["If-None-Match"], asset.tag) { return HTTPResponse(status: 304, headers: headers) }
        var response = HTTPResponse(headers: headers, body: .bytes(asset.bytes))
        response.headers["Content-Type"] = asset.type
        return response
    }

    /// RFC 9110, section 13.1.2: a list of tags, compared weakly.
    private static func matches(_ header: String?, _ tag: String) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { item in
            let candidate = String(item.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            return candidate == "*" || candidate == tag || candidate == "W/" + tag
        }
    }
}
