/// Match expressions: `{"prefix": "a"}` and its like.
extension PatternCompiler {
    mutating func matchExpression() throws(PatternError) -> ValueTest {
        guard try reader.next() == .name else { throw reader.failure("Match expression name not found") }
        switch reader.name {
        case "exactly": return try ended(.text(stringBytes("exact")))
        case "prefix": return try edge("prefix", ValueTest.prefix, ValueTest.caselessPrefix)
        case "suffix": return try edge("suffix", ValueTest.suffix, ValueTest.caselessSuffix)
        case "equals-ignore-case": return try ended(.caseless(CaselessText(try string("equals-ignore-case"))))
        case "wildcard": return try ended(.glob(try glob(try string("wildcard"))))
        case "cidr":
            // AWS says prefix here.
            return try ended(.address(try AddressBlock(cidr: try string("prefix")), readsDigits: true))
        case "exists": return try exists()
        case "numeric":
            guard try reader.next() == .arrayStart else {
                throw reader.failure("Value of numeric must be an array.")
            }
            let test = try numeric()
            guard try reader.next() == .objectEnd else { throw tooManyElements }
            return test
        case "anything-but": return try anythingBut()
        case let name: throw reader.failure("Unrecognized match type \(name)")
        }
    }

    var tooManyElements: PatternError { reader.failure("Too many elements in numeric expression") }

    /// The text of a value that must be one.
    private mutating func string(_ type: String) throws(PatternError) -> String {
        guard try reader.next() == .string else { throw reader.failure("\(type) match pattern must be a string") }
        return try reader.text()
    }

    private mutating func stringBytes(_ type: String) throws(PatternError) -> [UInt8] {
        Array(try string(type).utf8)
    }

    private mutating func ended(_ test: ValueTest) throws(PatternError) -> ValueTest {
        guard try reader.next() == .objectEnd else {
            throw reader.failure("Only one key allowed in match expression")
        }
        return test
    }

    /// `prefix` and `suffix`: a text, or a text without regard to case.
    private mutating func edge(
        _ type: String, _ plain: ([UInt8]) -> ValueTest, _ caseless: (CaselessText) -> ValueTest
    ) throws(PatternError) -> ValueTest {
        switch try reader.next() {
        case .string: return try ended(plain(Array(try reader.text().utf8)))
        case .objectStart:
            let title = type.prefix(1).uppercased() + type.dropFirst()
            guard try reader.next() == .name else { throw reader.failure("\(title) expression name not found") }
            guard reader.name == "equals-ignore-case" else {
                throw reader.failure("Unsupported \(type) pattern: \(reader.name)")
            }
            let text = CaselessText(try string("equals-ignore-case"))
            return try ended(ended(caseless(text)))
        default: throw reader.failure("\(type) match pattern must be a string")
        }
    }

    func glob(_ text: String) throws(PatternError) -> Glob {
        let glob: Glob
        do throws(PatternError) {
            glob = try Glob(text)
        } catch {
            throw reader.failure(error.reason)
        }
        try GlobComplexity.check(glob)
        return glob
    }

    private mutating func exists() throws(PatternError) -> ValueTest {
        switch try reader.next() {
        case .true: return try ended(.exists)
        case .false: return try ended(.absent)
        default: throw reader.failure("exists match pattern must be either true or false.")
        }
    }
}
