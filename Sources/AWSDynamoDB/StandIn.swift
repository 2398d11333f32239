public import AWSCore

public enum DynamoDB {
    public indirect enum AttributeValue: Equatable, Sendable {
        case s(String)
        case n(String)
        case b(Blob)
        case ss([String])
        case ns([String])
        case bs([Blob])
        case m([String: AttributeValue])
        case l([AttributeValue])
        case null(Bool)
        case bool(Bool)
    }
}
