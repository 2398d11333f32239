import AWSCore
import AWSSQS

/// What a queue URL says: `https://sqs.us-east-1.amazonaws.com/123456789012/orders`.
///
/// Whatever host it has leads to the same queue, as every way into this world does.
struct QueueAddress: Hashable, Sendable {
    let account: String
    let name: String

    /// - Throws: InvalidAddress for what is no URL of a queue.
    init(url: String) throws(SQSError) {
        let parts = url.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 5, parts[0] == "https:" || parts[0] == "http:", parts[1].isEmpty,
            let account = AccountID(String(parts[parts.count - 2])), !parts[parts.count - 1].isEmpty
        else { throw SQSError(.invalidAddress, "The address \(url) is not valid for this endpoint.") }
        self.account = account.description
        name = String(parts[parts.count - 1])
    }

    init(account: String, name: String) {
        self.account = account
        self.name = name
    }

    /// Under the address that the caller has for SQS, so that whoever is given the URL reaches the queue by it.
    func url(for call: Call) -> String {
        "\(call.endpoint ?? "https://sqs.\(call.region).amazonaws.com")/\(account)/\(name)"
    }
}
