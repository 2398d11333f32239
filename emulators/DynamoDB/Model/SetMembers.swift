import AWSCore

/// Members of sets in the order in which DynamoDB returns them: texts and binaries by bytes, numbers by value.
enum SetMembers {
    static func ordered(_ members: [String], _ wording: ValueWording) throws(ValidationFailure) -> [String] {
        guard !members.isEmpty else { throw .invalidParameter("An string set  may not be empty") }
        let sorted = members.sorted { $0.precedesInUTF8($1) }
        if zip(sorted, sorted.dropFirst()).contains(where: { $0.hasSameUTF8(as: $1) }) {
            throw duplicateTexts(members, wording)
        }
        return sorted
    }

    static func ordered(_ members: [Blob], _ wording: ValueWording) throws(ValidationFailure) -> [Blob] {
        guard !members.isEmpty else { throw .invalidParameter("Binary sets should not be empty") }
        let sorted = members.sorted { $0.precedes($1) }
        if zip(sorted, sorted.dropFirst()).contains(where: ==) { throw duplicateBlobs(members, wording) }
        return sorted
    }

    static func orderedNumbers(_ members: [String], _ wording: ValueWording) throws(ValidationFailure) -> [String] {
        guard !members.isEmpty else { throw .invalidParameter("An number set  may not be empty") }
        var numbers: [DynamoDBNumber] = []
        for member in members {
            do throws(NumberFailure) {
                numbers.append(try DynamoDBNumber(member))
            } catch {
                throw ValidationFailure(error, text: member, wording: wording)
            }
        }
        numbers.sort()
        if zip(numbers, numbers.dropFirst()).contains(where: ==) {
            throw wording == .older
                ? ValidationFailure("Input collection contains duplicates")
                : .invalidParameter("Input collection contains duplicates.")
        }
        return numbers.map(\.text)
    }

    private static func duplicateTexts(_ members: [String], _ wording: ValueWording) -> ValidationFailure {
        let list =
            wording == .older
            ? members.joined(separator: ", ")
            : arranged(members, by: { $0.precedesInUTF8($1) }).map { "\"\($0)\"" }.joined(separator: ", ")
        return .invalidParameter("Input collection [\(list)] contains duplicates.")
    }

    private static func duplicateBlobs(_ members: [Blob], _ wording: ValueWording) -> ValidationFailure {
        let list =
            wording == .older
            ? members.map(\.base64).joined(separator: ", ")
            : arranged(members, by: { $0.precedes($1) }).map { "\"\($0.base64)\"" }
                .joined(separator: ",")
        return .invalidParameter("Input collection [\(list)]of type BS contains duplicates.")
    }

    /// As the current wording lists them: up to the first repeat in order, then the repeat and the rest as sent.
    private static func arranged<Member: Hashable>(
        _ members: [Member], by precedes: (Member, Member) -> Bool
    ) -> [Member] {
        var seen: Set<Member> = []
        let repeated = members.firstIndex { !seen.insert($0).inserted } ?? members.endIndex
        return members[..<repeated].sorted(by: precedes) + members[repeated...]
    }
}
