import AWSCore
import World

/// Request ids for calls that come over the wire, in each service's own form.
struct RequestIdentifiers: Sendable {
    private let stream: SeededStream

    init(_ world: World) {
        stream = world.stream(named: "wire.request-ids")
    }

    @Sendable func next(for service: ServiceMetadata?) -> String {
        switch service?.signingName {
        case "dynamodb": stream.upperAlphanumeric(52)
        case "s3": stream.upperAlphanumeric(16)
        default: stream.uuid()
        }
    }
}
