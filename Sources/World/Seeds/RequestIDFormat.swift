/// How a service writes its request ids.
enum RequestIDFormat: Sendable {
    /// 52 upper-case letters and digits: DynamoDB.
    case upperAlphanumeric52
    /// 16 upper-case letters and digits: S3.
    case upperAlphanumeric16
    case uuid

    /// - Parameter service: IAM's prefix for it.
    init(service: String) {
        switch service {
        case "dynamodb": self = .upperAlphanumeric52
        case "s3": self = .upperAlphanumeric16
        default: self = .uuid
        }
    }

    func text(_ generator: inout some RandomNumberGenerator) -> String {
        switch self {
        case .upperAlphanumeric52: Identifiers.text(52, of: Identifiers.upperAlphanumerics, &generator)
        case .upperAlphanumeric16: Identifiers.text(16, of: Identifiers.upperAlphanumerics, &generator)
        case .uuid: Identifiers.uuid(&generator)
        }
    }
}

extension SplitMix64: RandomNumberGenerator {}
