/// What a client does to an input before any protocol sees it.
extension OperationSchema {
    /// What stands before the host name, with the members that it names filled in.
    /// - Throws: ``WireError/missingMember(path:)`` for a member that is absent or no host label (RFC 1123).
    package func resolvedHostPrefix(for input: Document) throws(WireError) -> String? {
        guard var prefix = hostPrefix else { return nil }
        for member in self.input.members where member.traits.contains(.hostLabel) {
            let label = input[member.name]?.string ?? ""
            guard Self.isHostLabel(label) else { throw .missingMember(path: member.name) }
            prefix = prefix.replacing("{\(member.name)}", with: label)
        }
        return prefix
    }

    private static func isHostLabel(_ text: String) -> Bool {
        let isAllowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return isAllowed && (1...63).contains(text.utf8.count) && !text.hasPrefix("-")
    }

    /// The input with a token in every member that makes the call idempotent and that the caller left out.
    package func fillingIdempotencyTokens(in input: Document, _ token: () -> String) -> Document {
        let members = self.input.members.filter { $0.traits.contains(.idempotencyToken) }
        guard !members.isEmpty, case .object(var object) = input else { return input }
        for member in members where object[member.name]?.isNull ?? true {
            object[member.name] = .string(token())
        }
        return .object(object)
    }
}
