import AWSCore
import AWSOpenSearchServerless

/// A part of a list; the token is where the next part begins.
struct Page: Sendable {
    let token: String?
    let size: Int

    init(_ token: String?, _ size: Int?) {
        self.token = token
        self.size = size ?? Limits.pageDefault
    }

    func cut<Item>(_ items: [Item]) throws(OpenSearchServerlessError) -> (items: [Item], next: String?) {
        var start = 0
        if let token {
            guard let text = Blob(base64: token)?.text, let offset = Int(text), (0...items.count).contains(offset)
            else {
                throw .validation("Invalid NextToken")
            }
            start = offset
        }
        let end = min(start + size, items.count)
        return (Array(items[start..<end]), end < items.count ? Blob(String(end)).base64 : nil)
    }
}
