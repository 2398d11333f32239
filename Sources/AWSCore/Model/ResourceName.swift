/// The resource part of ARNs, from what callers name resources by.
package enum ResourceName {
    /// `prefix`, `name`, and where `suffix` is there, `separator` and `suffix`: `table/Orders/index/ByDate`.
    ///
    /// Most operations take an ARN in place of the name: then it is what stands in it after the account.
    /// - Returns: nil when there is no name.
    package static func path(
        _ name: String?, prefix: String = "", then separator: String = "", _ suffix: String? = nil
    ) -> String? {
        guard let name else { return nil }
        let path = name.hasPrefix("arn:") ? afterAccount(name) : prefix + name
        guard let suffix else { return path }
        return path + separator + suffix
    }

    /// `arn:aws:dynamodb:eu-west-1:123456789012:table/Orders` → `table/Orders`.
    private static func afterAccount(_ name: String) -> String {
        let parts = name.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        return parts.count == 6 ? String(parts[5]) : name
    }
}
