import AWSCore

/// Where messages go that nobody could handle, and after how many tries.
struct RedrivePolicy: Sendable {
    let deadLetterTargetARN: String
    let maxReceiveCount: Int

    /// - Parameter text: a value of RedrivePolicy that has been checked; nil for any other.
    init?(_ text: String) {
        guard let document = try? Document(json: text), let target = document["deadLetterTargetArn"]?.string,
            let count = Self.count(document)
        else { return nil }
        deadLetterTargetARN = target
        maxReceiveCount = count
    }

    /// AWS takes the number as text too.
    static func count(_ document: Document) -> Int? {
        document["maxReceiveCount"]?.int ?? document["maxReceiveCount"]?.string.flatMap { Int($0) }
    }
}

/// Which queues may name this one as their dead-letter queue.
enum RedriveAllowPolicy: Sendable {
    case all
    case none
    case sources([String])

    /// - Parameter text: a value of RedriveAllowPolicy; nil where it is malformed.
    init?(_ text: String) {
        guard let object = (try? Document(json: text))?.object,
            object.entries.allSatisfy({ $0.name == "redrivePermission" || $0.name == "sourceQueueArns" })
        else { return nil }
        let sources = object["sourceQueueArns"]?.list?.compactMap(\.string)
        switch (object["redrivePermission"]?.string, sources) {
        case ("allowAll", nil): self = .all
        case ("denyAll", nil): self = .none
        case ("byQueue", let sources?) where (1...SQSLimits.redriveSourcesMax).contains(sources.count):
            self = .sources(sources)
        default: return nil
        }
    }

    func allows(_ source: String) -> Bool {
        switch self {
        case .all: true
        case .none: false
        case .sources(let sources): sources.contains(source)
        }
    }
}
