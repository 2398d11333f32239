import AWSCore
import AWSLambda
import World

/// Functions, versions and aliases as entries.
extension Session {
    func function(_ name: String, version: String = FunctionReference.latest) throws -> FunctionRecord? {
        guard let entry = try entry(.function, name, version) else { return nil }
        return FunctionRecord(
            configuration: try StoredStructure.read(Lambda.FunctionConfiguration.self, entry.value),
            settled: entry.due)
    }

    /// The version that a reference names, directly or through an alias.
    /// - Throws: ResourceNotFoundException.
    func existing(_ reference: FunctionReference) throws -> FunctionRecord {
        let qualifier = reference.qualifier ?? FunctionReference.latest
        if FunctionReference.isVersion(qualifier) {
            guard let record = try function(reference.name, version: qualifier) else {
                throw LambdaError.functionNotFound(reference.arn)
            }
            return record
        }
        guard try function(reference.name) != nil else { throw LambdaError.functionNotFound(reference.arn) }
        guard let alias = try alias(reference.name, qualifier), let version = alias.functionVersion,
            let record = try function(reference.name, version: version)
        else { throw LambdaError.functionNotFound(reference.arn) }
        return record
    }

    /// All versions, `$LATEST` first, then by number.
    func versions(_ name: String) throws -> [FunctionRecord] {
        let records = try entries(.function, name: name).map { entry in
            FunctionRecord(
                configuration: try StoredStructure.read(Lambda.FunctionConfiguration.self, entry.value),
                settled: entry.due)
        }
        return records.sorted { (Int($0.version) ?? 0) < (Int($1.version) ?? 0) }
    }

    /// Sorted.
    func functionNames() throws -> [String] {
        let rows = try rows(
            "SELECT name FROM lambda_entries WHERE account = ? AND region = ? AND kind = ? AND key = ? ORDER BY name",
            [.text(account), .text(region), .text(EntryKind.function.rawValue), .text(FunctionReference.latest)])
        var names: [String] = []
        while try rows.step() { names.append(rows.text(0)) }
        return names
    }

    func save(_ record: FunctionRecord, of name: String) throws {
        try put(.function, name, record.version, record.configuration, due: record.settled)
    }

    func alias(_ name: String, _ alias: String) throws -> Lambda.AliasConfiguration? {
        try structure(Lambda.AliasConfiguration.self, .alias, name, alias)
    }

    /// A number that was never given to a version of a function of this name.
    func nextVersion(_ name: String) throws -> String {
        let last = try entry(.lastVersion, name).flatMap { Int(String(decoding: $0.value, as: UTF8.self)) } ?? 0
        try put(.lastVersion, name, "", Array("\(last + 1)".utf8))
        return String(last + 1)
    }

    func reservedConcurrency(_ name: String) throws -> Int? {
        try structure(Lambda.Concurrency.self, .concurrency, name)?.reservedConcurrentExecutions
    }

    /// Of all functions of the account and region together.
    func reservedConcurrencySum(except name: String? = nil) throws -> Int {
        try entries(.concurrency).filter { $0.name != name }.reduce(0) { sum, entry in
            let concurrency = try StoredStructure.read(Lambda.Concurrency.self, entry.value)
            return sum + (concurrency.reservedConcurrentExecutions ?? 0)
        }
    }
}
