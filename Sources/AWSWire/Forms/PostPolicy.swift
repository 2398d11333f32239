import AWSCore

/// What the one who signed a form allows to be sent with it (S3 API reference, "POST Policy").
struct PostPolicy: Sendable {
    private let expiration: Timestamp
    private let conditions: [Condition]

    private enum Condition {
        case equals(field: String, String)
        case startsWith(field: String, String)
        case length(ClosedRange<Int>)
    }

    /// - Parameter text: the form's field `policy`: JSON in base64.
    init(_ text: String) throws(FormRefusal) {
        guard let bytes = Blob(base64: text)?.bytes, let policy = try? Document(json: bytes),
            let expiration = policy["expiration"]?.string.flatMap({ Timestamp($0, .dateTime) }),
            let conditions = policy["conditions"]?.list
        else { throw .badPolicy }
        self.expiration = expiration
        var read: [Condition] = []
        for condition in conditions { read += try Self.read(condition) }
        self.conditions = read
    }

    /// `{"acl": "private"}`, `["starts-with", "$key", "user/"]` or `["content-length-range", 1, 1048576]`.
    private static func read(_ document: Document) throws(FormRefusal) -> [Condition] {
        if let object = document.object {
            var conditions: [Condition] = []
            for entry in object.entries {
                guard let value = entry.value.string else { throw .badPolicy }
                conditions.append(.equals(field: entry.name.lowercased(), value))
            }
            return conditions
        }
        guard let list = document.list, list.count == 3, let kind = list[0].string?.lowercased() else {
            throw .badPolicy
        }
        if kind == "content-length-range" {
            guard let least = bytes(list[1]), let most = bytes(list[2]), least <= most else { throw .badPolicy }
            return [.length(least...most)]
        }
        guard let name = list[1].string, name.hasPrefix("$"), let value = list[2].string else { throw .badPolicy }
        let field = name.dropFirst().lowercased()
        switch kind {
        case "eq": return [.equals(field: field, value)]
        case "starts-with": return [.startsWith(field: field, value)]
        default: throw .badPolicy
        }
    }

    private static func bytes(_ document: Document) -> Int? {
        let count = document.int ?? document.string.flatMap { Int($0) }
        return count.flatMap { $0 >= 0 ? $0 : nil }
    }

    /// - Throws: the first thing that the policy does not allow, in the order in which S3 looks.
    func check(_ form: FormUpload, at now: Timestamp) throws(FormRefusal) {
        guard now < expiration else { throw .policy("Policy expired.") }
        var named: Set<String> = []
        for condition in conditions {
            switch condition {
            case .equals(let field, let wanted):
                named.insert(field)
                if form.fields[field] != wanted { throw .condition("eq", field, wanted) }
            case .startsWith(let field, let prefix):
                named.insert(field)
                guard let value = form.fields[field], Self.starts(field, value, with: prefix) else {
                    throw .condition("starts-with", field, prefix)
                }
            case .length(let range):
                if form.file.count > range.upperBound { throw .tooLarge(form.file.count, range.upperBound) }
                if form.file.count < range.lowerBound { throw .tooSmall(form.file.count, range.lowerBound) }
            }
        }
        let extra = form.fields.keys.filter { !named.contains($0) && Self.needsCondition($0) }.sorted()
        guard extra.isEmpty else { throw .policy("Extra input fields: \(extra.joined(separator: ", "))") }
    }

    /// "Content-Types values for a starts-with condition that include commas are interpreted as lists."
    private static func starts(_ field: String, _ value: String, with prefix: String) -> Bool {
        guard field == "content-type" else { return value.hasPrefix(prefix) }
        return value.split(separator: ",", omittingEmptySubsequences: false).allSatisfy {
            $0.drop { $0 == " " }.hasPrefix(prefix)
        }
    }

    /// "Each form field that you specify in a form (except x-amz-signature, file, policy, and field names that have an
    /// x-ignore- prefix) must appear in the list of conditions"; in version 2 also AWSAccessKeyId and signature.
    private static func needsCondition(_ field: String) -> Bool {
        let free: Set = ["x-amz-signature", "policy", "bucket", "awsaccesskeyid", "signature"]
        return !free.contains(field) && !field.hasPrefix("x-ignore-")
    }
}
