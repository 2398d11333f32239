/// The resource part of ARNs, from what callers name resources by.
package enum ResourceName {
    /// `prefix`, `container/`, `name`, and where `suffix` is there, `separator` and `suffix`:
    /// `table/Orders/index/ByDate`, `rule/orders/every-day`.
    ///
    /// Most operations take an ARN in place of the name: then it is what stands in it after the account.
    /// - Parameter silentContainer: the container that resources do not mention.
    /// - Returns: nil when there is no name.
    package static func path(
        _ name: String?, prefix: String = "", in container: String? = nil, unless silentContainer: String? = nil,
        then separator: String = "", _ suffix: String? = nil
    ) -> String? {
        guard let name else { return nil }
        let end = suffix.map { separator + $0 } ?? ""
        if let whole = afterAccount(name) { return whole + end }
        guard let container = container.map(lastComponent), container != silentContainer else {
            return prefix + name + end
        }
        return "\(prefix)\(container)/\(name)\(end)"
    }

    /// `https://sqs.eu-west-1.amazonaws.com/123456789012/orders` → `orders`.
    package static func lastComponent(of name: String?) -> String? {
        name.map(lastComponent)
    }

    private static func lastComponent(_ name: String) -> String {
        name.split(separator: "/").last.map(String.init) ?? name
    }

    /// `arn:aws:dynamodb:eu-west-1:123456789012:table/Orders` → `table/Orders`; nil for what is no ARN.
    ///
    /// Lambda also takes ARNs that begin at the account: `123456789012:function:report`.
    private static func afterAccount(_ name: String) -> String? {
        guard name.utf8.contains(UInt8(ascii: ":")) else { return nil }
        let skipped = name.hasPrefix("arn:") ? 5 : 1
        let parts = name.split(separator: ":", maxSplits: skipped, omittingEmptySubsequences: false)
        guard parts.count == skipped + 1 else { return nil }
        guard skipped == 5 || (parts[0].count == 12 && parts[0].allSatisfy(\.isNumber)) else { return nil }
        return String(parts[skipped])
    }
}
