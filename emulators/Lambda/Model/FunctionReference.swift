import AWSCore
import AWSLambda

/// A function as a request names it: by name, by part of an ARN or by all of it, with or without a qualifier.
struct FunctionReference: Hashable, Sendable {
    var account: String
    var region: String
    var name: String
    /// A version, an alias or `$LATEST`; nil where none is given.
    var qualifier: String?

    init(account: String, region: String, name: String, qualifier: String? = nil) {
        self.account = account
        self.region = region
        self.name = name
        self.qualifier = qualifier
    }

    /// - Parameter qualifier: the request's own `Qualifier`.
    /// - Throws: InvalidParameterValueException for two qualifiers that differ, ResourceNotFoundException for a
    ///   function of another region.
    init(_ text: String, qualifier: String? = nil, in call: Call) throws(LambdaError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        var place = (account: call.account, region: call.region)
        var rest = parts[...]
        if parts.count >= 7, parts[0] == "arn" {
            place = (parts[4], parts[3])
            rest = parts[6...]
        } else if let at = parts.firstIndex(of: "function"), at + 1 < parts.count {
            if at > 0 { place.account = parts[at - 1] }
            if at > 1 { place.region = parts[at - 2] }
            rest = parts[(at + 1)...]
        }
        guard place.region == call.region else {
            throw .notFound("Functions from '\(place.region)' are not reachable in this region ('\(call.region)')")
        }
        let named = rest.count > 1 ? rest[rest.startIndex + 1] : nil
        if let named, let qualifier, named != qualifier {
            throw .invalidParameter(
                "The derived qualifier from the function name does not match the specified qualifier.")
        }
        let name = rest[rest.startIndex]
        guard name.utf8.count <= LambdaLimits.functionNameLengthMax else {
            throw .validation(
                "1 validation error detected: Value '\(name)' at 'functionName' failed to satisfy constraint: "
                    + "Member must have length less than or equal to \(LambdaLimits.functionNameLengthMax)")
        }
        self.init(account: place.account, region: place.region, name: name, qualifier: named ?? qualifier)
    }

    /// Without the qualifier.
    var functionARN: String { "arn:aws:lambda:\(region):\(account):function:\(name)" }

    /// With the qualifier, if there is one.
    var arn: String { qualifier.map { "\(functionARN):\($0)" } ?? functionARN }

    /// The same function under another qualifier.
    func with(_ qualifier: String?) -> FunctionReference {
        FunctionReference(account: account, region: region, name: name, qualifier: qualifier)
    }

    static let latest = "$LATEST"

    /// Whether a qualifier is a version, not an alias.
    static func isVersion(_ qualifier: String) -> Bool {
        qualifier == latest || qualifier.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The qualifier under which policies and settings are kept: of a version or an alias; else nothing.
    var settingsKey: String { qualifier == Self.latest ? "" : qualifier ?? "" }
}
