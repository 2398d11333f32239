import AWSCore
import AWSEventBridge

/// A part of a list whose elements have names in order; the token says after which name the next part begins.
struct Page: Sendable {
    private let start: String
    private let limit: Int

    init(_ limit: Int?, _ token: String?) throws(EventBridgeError) {
        self.limit = limit ?? EventBridgeLimits.pageMax
        guard let token else {
            start = ""
            return
        }
        guard let blob = Blob(base64: token) else { throw .validation("Parameter NextToken is not valid.") }
        start = blob.text
    }

    func cut<Element>(_ all: [Element], by name: (Element) -> String) -> (elements: [Element], token: String?) {
        let rest = all.drop { !start.isEmpty && name($0) <= start }
        let page = Array(rest.prefix(limit))
        let hasMore = rest.count > page.count
        return (page, hasMore ? page.last.map { Blob(name($0)).base64 } : nil)
    }
}
