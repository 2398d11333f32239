package import AWSDynamoDB

/// What the placeholders of one request's expressions stand for, and which of them were used.
package struct ExpressionContext {
    private let names: [String: String]
    private let values: [String: DynamoDB.AttributeValue]
    private var usedNames: Set<String> = []
    private var usedValues: Set<String> = []

    /// - Parameters:
    ///   - names: ExpressionAttributeNames as sent.
    ///   - values: ExpressionAttributeValues as sent; they are normalised here.
    ///   - wording: how the operation words bad values; ``ValueWording/older`` also says which value it was.
    /// - Throws: for empty maps, placeholders that are none, bad values and too many bytes.
    package init(
        names: [String: String]?, values: [String: DynamoDB.AttributeValue]?, wording: ValueWording = .older
    ) throws(ValidationFailure) {
        if let names { try Self.checkNames(names) }
        if let values { try Self.checkKeys(values.keys, "ExpressionAttributeValues", sign: UInt8(ascii: ":")) }
        self.names = names ?? [:]
        self.values = try Self.validated(values ?? [:], wording)
        try checkSize()
    }

    /// Nothing to put in: for expressions made from legacy parameters.
    package init() {
        names = [:]
        values = [:]
    }

    mutating func name(_ placeholder: String) -> String? {
        guard let name = names[placeholder] else { return nil }
        usedNames.insert(placeholder)
        return name
    }

    mutating func value(_ placeholder: String) -> DynamoDB.AttributeValue? {
        guard let value = values[placeholder] else { return nil }
        usedValues.insert(placeholder)
        return value
    }

    /// To be called when every expression of the request has been bound.
    /// - Throws: when a placeholder was given that no expression uses.
    package func checkAllUsed() throws(ValidationFailure) {
        try Self.checkUnused(names.keys, usedNames, "ExpressionAttributeNames")
        try Self.checkUnused(values.keys, usedValues, "ExpressionAttributeValues")
    }

    private static func checkUnused(
        _ given: some Collection<String>, _ used: Set<String>, _ parameter: String
    ) throws(ValidationFailure) {
        guard given.count > used.count else { return }
        let unused = given.filter { !used.contains($0) }.sorted().joined(separator: ", ")
        throw ValidationFailure("Value provided in \(parameter) unused in expressions: keys: {\(unused)}")
    }

    private static func checkNames(_ names: [String: String]) throws(ValidationFailure) {
        try checkKeys(names.keys, "ExpressionAttributeNames", sign: UInt8(ascii: "#"))
        if names.values.allSatisfy({ !$0.isEmpty && $0.utf8.count < ExpressionLimits.placeholderBytesMax }) { return }
        for (placeholder, name) in names.sorted(by: { $0.key < $1.key }) {
            guard !name.isEmpty else {
                throw ValidationFailure(
                    "ExpressionAttributeNames contains invalid value: Empty attribute name for key \(placeholder)")
            }
            try DynamoDB.AttributeValue.checkName(name)
        }
    }

    private static func checkKeys(
        _ keys: some Collection<String>, _ parameter: String, sign: UInt8
    ) throws(ValidationFailure) {
        guard !keys.isEmpty else { throw ValidationFailure("\(parameter) must not be empty") }
        // Sorting is for errors only: which of several bad keys is reported must not depend on the dictionary.
        if keys.allSatisfy({ isPlaceholder($0, sign: sign) && $0.utf8.count <= ExpressionLimits.placeholderBytesMax }) {
            return
        }
        for key in keys.sorted() {
            guard isPlaceholder(key, sign: sign) else {
                throw ValidationFailure("\(parameter) contains invalid key: Syntax error; key: \"\(key)\"")
            }
            guard key.utf8.count <= ExpressionLimits.placeholderBytesMax else {
                throw ValidationFailure(
                    "\(parameter) contains invalid key: The expression attribute map contains a key that is too long")
            }
        }
    }

    private static func isPlaceholder(_ key: String, sign: UInt8) -> Bool {
        let bytes = key.utf8
        return bytes.first == sign && bytes.count > 1
            && bytes.dropFirst().allSatisfy {
                (97...122).contains($0 | 32) || (48...57).contains($0) || $0 == UInt8(ascii: "_")
            }
    }

    private static func validated(
        _ values: [String: DynamoDB.AttributeValue], _ wording: ValueWording
    ) throws(ValidationFailure) -> [String: DynamoDB.AttributeValue] {
        var result = values
        var failures: [(placeholder: String, failure: ValidationFailure)] = []
        for (placeholder, value) in values where !value.isNormalScalar {
            do throws(ValidationFailure) {
                result[placeholder] = try value.validated(wording: wording)
            } catch {
                failures.append((placeholder, error))
            }
        }
        guard let first = failures.min(by: { $0.placeholder < $1.placeholder }) else { return result }
        guard wording == .older else { throw first.failure }
        throw first.failure.wrapped(
            prefix: "ExpressionAttributeValues contains invalid value: ", suffix: " for key \(first.placeholder)")
    }

    /// The words are those of AWS's own DAX clients, which check requests as the service does.
    private func checkSize() throws(ValidationFailure) {
        let nameBytes = names.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        let valueBytes = values.reduce(0) { $0 + $1.key.utf8.count + ItemSize.bytes(of: $1.value) }
        for (bytes, parameter) in [
            (nameBytes, "ExpressionAttributeNames"), (valueBytes, "ExpressionAttributeValues"),
            (nameBytes + valueBytes, "Combined size of ExpressionAttributeNames and ExpressionAttributeValues"),
        ] where bytes > ExpressionLimits.substitutionBytesMax {
            throw ValidationFailure("\(parameter) exceeds max size")
        }
    }
}
