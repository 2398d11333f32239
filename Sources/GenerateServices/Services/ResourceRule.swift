/// How the resource that IAM checks is found in an input.
package struct ResourceRule: Sendable {
    /// The member that names the resource.
    package let member: String
    package let prefix: String
    /// The rule holds for operations whose name contains this.
    package var operations = ""
    /// The member that names what the resource lives in: an event bus, a schedule group.
    package var container: Container?
    /// What a second member adds.
    package var suffix: Suffix?
    /// The member is a URL, of which the last component counts.
    package var isURL = false

    package struct Container: Sendable {
        package let member: String
        package let name: String
        /// True where resources of the container called `name` do not mention it.
        package let isSilent: Bool
    }

    package struct Suffix: Sendable {
        package let separator: String
        package let member: String
        package let need: Need

        package enum Need: Sendable {
            /// Added where the input has it.
            case optional
            /// The rule holds only for operations that have the member.
            case decisive
            /// The separator stands even where nothing follows it.
            case separatorAlways
        }
    }

    package init(_ member: String, _ prefix: String = "", on operations: String = "", isURL: Bool = false) {
        self.member = member
        self.prefix = prefix
        self.operations = operations
        self.isURL = isURL
    }

    /// The same rule, followed by `separator` and `member`.
    package func then(_ separator: String, _ member: String, _ need: Suffix.Need = .optional) -> ResourceRule {
        var rule = self
        rule.suffix = Suffix(separator: separator, member: member, need: need)
        return rule
    }

    /// The same rule, for resources that live in `member`, which is `name` where the input does not say it.
    package func inside(_ member: String, orElse name: String, isSilent: Bool = false) -> ResourceRule {
        var rule = self
        rule.container = Container(member: member, name: name, isSilent: isSilent)
        return rule
    }

    /// True where `operation`, with these input members, is one the rule speaks of.
    package func holds(for operation: String, _ members: [String]) -> Bool {
        guard members.contains(member) else { return false }
        if let suffix, suffix.need == .decisive, !members.contains(suffix.member) { return false }
        return operations.isEmpty || operation.contains(operations)
    }
}
