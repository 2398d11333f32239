import AWSCore
import AWSSecretsManager
import World

/// ListSecrets: the secrets that all filters fit, the newest first unless told otherwise.
enum ListSecrets {
    static func run(
        _ input: SecretsManager.ListSecretsRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.ListSecretsResponse {
        try view.begin(input)
        let filters = try SecretFilters(input.filters ?? [])
        let start = try PageToken.read(input.nextToken)
        let limit = input.maxResults ?? SecretsManagerLimits.listPage
        return try await view.state.read(view.call) { session in
            var all = try session.secrets().filter { secret in
                try (input.includePlannedDeletion == true || secret.deleted == nil)
                    && filters.fit(secret, session.tags(of: secret.id), region: session.region)
            }
            sort(&all, by: input.sortBy ?? .createdDate, isAscending: input.sortOrder == .asc)
            let page = all.dropFirst(start).prefix(limit)
            return SecretsManager.ListSecretsResponse(
                secretList: try page.map { try entry($0, session) },
                nextToken: all.count > start + limit ? PageToken.text(start + limit) : nil)
        }
    }

    private static func entry(
        _ secret: SecretRecord, _ session: Session
    ) throws -> SecretsManager.SecretListEntry {
        SecretsManager.SecretListEntry(
            arn: secret.arn, name: secret.name, description: secret.description, kmsKeyId: secret.kmsKey,
            lastChangedDate: secret.changed, lastAccessedDate: secret.accessed, deletedDate: secret.deleted,
            tags: try session.tags(of: secret.id),
            secretVersionsToStages: try session.stagesByVersion(of: secret.id), createdDate: secret.created)
    }

    private static func sort(
        _ secrets: inout [SecretRecord], by key: SecretsManager.SortByType, isAscending: Bool
    ) {
        secrets.sort { left, right in
            switch key {
            case .name: (left.name, left.id) < (right.name, right.id)
            case .lastChangedDate: (left.changed, left.id) < (right.changed, right.id)
            case .lastAccessedDate: (left.accessed ?? .epoch, left.id) < (right.accessed ?? .epoch, right.id)
            default: (left.created, left.id) < (right.created, right.id)
            }
        }
        if !isAscending { secrets.reverse() }
    }
}

/// Filters of lists (API reference, Filter): all must fit, each by one of its values.
struct SecretFilters: Sendable {
    private let filters: [SecretsManager.Filter]

    init(_ filters: [SecretsManager.Filter]) throws(SecretsManagerError) {
        for filter in filters where filter.key == nil || filter.values?.isEmpty != false {
            throw .invalidParameter("Invalid filter key or values.")
        }
        self.filters = filters
    }

    func fit(_ secret: SecretRecord, _ tags: [SecretsManager.Tag], region: String) -> Bool {
        filters.allSatisfy { filter in
            let texts = Self.texts(filter.key ?? .all, secret, tags, region)
            let values = filter.values ?? []
            let wanted = values.filter { !$0.hasPrefix("!") }
            let unwanted = values.filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) }
            let isWanted = wanted.isEmpty || wanted.contains { Self.fits($0, texts, filter.key) }
            return isWanted && !unwanted.contains { Self.fits($0, texts, filter.key) }
        }
    }

    private static func texts(
        _ key: SecretsManager.FilterNameStringType, _ secret: SecretRecord, _ tags: [SecretsManager.Tag],
        _ region: String
    ) -> [String] {
        switch key {
        case .name: [secret.name]
        case .description: [secret.description ?? ""]
        case .tagKey: tags.compactMap(\.key)
        case .tagValue: tags.compactMap(\.value)
        case .primaryRegion: [region]
        case .owningService: []
        default:
            [secret.name, secret.description ?? "", region] + tags.compactMap(\.key) + tags.compactMap(\.value)
        }
    }

    /// Names, tag keys and values by their beginning, with regard to case; descriptions by the beginnings of words, and
    /// everything at once too, without.
    private static func fits(
        _ value: String, _ texts: [String], _ key: SecretsManager.FilterNameStringType?
    ) -> Bool {
        guard key == .description || key == .all else { return texts.contains { $0.hasPrefix(value) } }
        let asked = words(value)
        return texts.contains { text in
            let present = words(text)
            return asked.allSatisfy { word in present.contains { $0.hasPrefix(word) } }
        }
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}

/// Tokens of lists: how much has been listed.
enum PageToken {
    static func text(_ count: Int) -> String { Blob("secrets:\(count)").base64 }

    static func read(_ token: String?) throws(SecretsManagerError) -> Int {
        guard let token else { return 0 }
        guard let text = Blob(base64: token)?.text, text.hasPrefix("secrets:"), let count = Int(text.dropFirst(8)),
            count >= 0
        else {
            throw SecretsManagerError(.invalidNextTokenException, "Invalid pagination token provided.")
        }
        return count
    }
}
