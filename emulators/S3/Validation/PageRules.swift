import AWSS3

/// How many entries a listing may ask for.
enum PageRules {
    /// - Returns: at most 1000, which is also what is meant where nothing is said.
    static func limit(_ value: Int?, _ name: String) throws(S3Error) -> Int {
        guard let value else { return S3Limits.pageMax }
        guard (0...Int(Int32.max)).contains(value) else {
            throw .invalidArgument(
                "Argument \(name) must be an integer between 0 and 2147483647", name, String(value))
        }
        return min(value, S3Limits.pageMax)
    }

    static func check(_ encoding: S3.EncodingType?) throws(S3Error) {
        if let encoding, encoding != .url {
            throw .invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encoding.rawValue)
        }
    }
}
