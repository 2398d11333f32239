import AWSCore
import AWSEventBridge

/// CreateArchive: keeps events of a bus, all or those that match a pattern.
enum CreateArchive {
    static func run(
        _ input: EventBridge.CreateArchiveRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.CreateArchiveResponse {
        try RequestConstraints.check(input)
        try ArchiveRules.checkPattern(input.eventPattern)
        guard input.kmsKeyIdentifier == nil else { throw .notEmulated("CreateArchive", parameter: "KmsKeyIdentifier") }
        let archive = try await view.state.write(view.call) { session in try session.createArchive(input) }
        return EventBridge.CreateArchiveResponse(
            archiveArn: archive.arn, state: .enabled, creationTime: archive.created)
    }
}

extension Session {
    fileprivate func createArchive(_ input: EventBridge.CreateArchiveRequest) throws -> StoredArchive {
        let bus = try stored(bus(input.eventSourceArn))
        guard try findArchive(input.archiveName) == nil else {
            throw EventBridgeError.alreadyExists("Archive \(input.archiveName) already exists.")
        }
        guard try archives().count < EventBridgeLimits.archivesMax else { throw EventBridgeError.limitExceeded }
        let archive = StoredArchive(
            id: 0, account: account, region: region, name: input.archiveName, source: bus.arn,
            description: input.description, pattern: input.eventPattern, retentionDays: input.retentionDays ?? 0,
            created: now)
        try insert(archive)
        try touch(bus)
        return archive
    }
}

enum ArchiveRules {
    static func checkPattern(_ pattern: String?) throws(EventBridgeError) {
        guard let pattern else { return }
        do throws(PatternError) {
            _ = try EventPattern(pattern)
        } catch {
            throw .invalidPattern(error)
        }
    }
}

/// DescribeArchive: an archive, and how much is in it.
enum DescribeArchive {
    static func run(
        _ input: EventBridge.DescribeArchiveRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.DescribeArchiveResponse {
        try RequestConstraints.check(input)
        return try await view.state.read(view.call) { session in
            let archive = try session.archive(input.archiveName)
            let contents = try session.contents(of: archive)
            return EventBridge.DescribeArchiveResponse(
                archiveArn: archive.arn, archiveName: archive.name, eventSourceArn: archive.source,
                description: archive.description, eventPattern: archive.pattern, state: .enabled,
                retentionDays: archive.retentionDays, sizeBytes: contents.bytes, eventCount: contents.count,
                creationTime: archive.created)
        }
    }
}

/// UpdateArchive: pattern, retention or description; what is kept already stays.
enum UpdateArchive {
    static func run(
        _ input: EventBridge.UpdateArchiveRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.UpdateArchiveResponse {
        try RequestConstraints.check(input)
        guard input.eventPattern != nil || input.retentionDays != nil || input.description != nil else {
            throw .validation("At least one of EventPattern, RetentionDays or Description must be provided.")
        }
        try ArchiveRules.checkPattern(input.eventPattern)
        guard input.kmsKeyIdentifier == nil else { throw .notEmulated("UpdateArchive", parameter: "KmsKeyIdentifier") }
        let archive = try await view.state.write(view.call) { session in
            var archive = try session.archive(input.archiveName)
            archive.pattern = input.eventPattern ?? archive.pattern
            archive.retentionDays = input.retentionDays ?? archive.retentionDays
            archive.description = input.description ?? archive.description
            try session.update(archive)
            if let bus = try session.findBus(archive.source) { try session.touch(bus) }
            return archive
        }
        return EventBridge.UpdateArchiveResponse(
            archiveArn: archive.arn, state: .enabled, creationTime: archive.created)
    }
}

/// DeleteArchive: with all that is in it.
enum DeleteArchive {
    static func run(
        _ input: EventBridge.DeleteArchiveRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.DeleteArchiveResponse {
        try RequestConstraints.check(input)
        try await view.state.write(view.call) { session in
            let archive = try session.archive(input.archiveName)
            try session.delete(archive)
            if let bus = try session.findBus(archive.source) { try session.touch(bus) }
        }
        return EventBridge.DeleteArchiveResponse()
    }
}

/// ListArchives: by the beginning of their names, by bus or by state.
enum ListArchives {
    static func run(
        _ input: EventBridge.ListArchivesRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.ListArchivesResponse {
        try RequestConstraints.check(input)
        let page = try Page(input.limit, input.nextToken)
        return try await view.state.read(view.call) { session in
            if let source = input.eventSourceArn { _ = try session.bus(source) }
            let all = try session.archives().filter { archive in
                archive.name.hasPrefix(input.namePrefix ?? "")
                    && (input.eventSourceArn ?? archive.source) == archive.source
                    && (input.state ?? .enabled) == .enabled
            }
            let (elements, token) = page.cut(all, by: \.name)
            return EventBridge.ListArchivesResponse(
                archives: try elements.map { try session.shown($0) }, nextToken: token)
        }
    }
}

extension Session {
    fileprivate func shown(_ archive: StoredArchive) throws -> EventBridge.Archive {
        let contents = try contents(of: archive)
        return EventBridge.Archive(
            archiveName: archive.name, eventSourceArn: archive.source, state: .enabled,
            retentionDays: archive.retentionDays, sizeBytes: contents.bytes, eventCount: contents.count,
            creationTime: archive.created)
    }
}
