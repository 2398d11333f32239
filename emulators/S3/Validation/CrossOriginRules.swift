import AWSCore
public import AWSS3
import World

/// What a bucket's rules say of a web page's request.
public enum CrossOriginFinding: Sendable {
    /// Nor is there such a bucket, perhaps.
    case noRules
    case noRuleFits
    case rule(S3.CORSRule)
}

extension S3State {
    /// What a bucket's rules say of a web page's request.
    ///
    /// Source: S3 User Guide, "Elements of a CORS configuration": the first rule that fits in origin, method and all
    /// headers holds.
    /// - Parameters:
    ///   - origin: "https://app.example".
    ///   - headers: names, of a preflight; in lower case.
    public func crossOriginRule(
        ofBucket name: String, origin: String, method: String, headers: [String]
    ) async -> CrossOriginFinding {
        let call = Call(serviceAt: world.clock.now, requestID: "")
        let rules = try? await read(call) { session in
            try session.findBucket(name).flatMap { bucket in
                try session.setting(.cors, of: bucket, as: S3.CORSConfiguration.self)
            }
        }
        guard let rules = rules ?? nil else { return .noRules }
        return rules.corsRules.first { $0.allows(origin, method, headers) }.map { .rule($0) } ?? .noRuleFits
    }
}

extension S3.CORSRule {
    fileprivate func allows(_ origin: String, _ method: String, _ headers: [String]) -> Bool {
        allowedMethods.contains(method) && allowedOrigins.contains { Self.fits(origin, $0) }
            && headers.allSatisfy { header in
                (allowedHeaders ?? []).contains { Self.fits(header, $0.lowercased()) }
            }
    }

    /// Of a pattern with one `*` at most, which stands for anything.
    private static func fits(_ text: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return text == pattern }
        return text.utf8.count >= parts[0].utf8.count + parts[1].utf8.count && text.hasPrefix(parts[0])
            && text.hasSuffix(parts[1])
    }
}
