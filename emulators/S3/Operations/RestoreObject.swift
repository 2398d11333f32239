import AWSCore
import AWSS3
import World

/// RestoreObject: a copy of an archived object, to be there after a while and for some days.
enum RestoreObject {
    static func run(
        _ input: S3.RestoreObjectRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.RestoreObjectOutput {
        try KeyRules.check(input.key)
        try KeyRules.check(versionID: input.versionId)
        let request = try request(input)
        let settings = view.state.settings
        let isThere = try await view.write { session -> Bool in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            let version = try session.readable(input.key, input.versionId, in: bucket, method: "POST")
            guard version.isArchived else {
                throw S3Error.refusal(
                    "InvalidObjectState", "Restore is not allowed for the object's current storage class", status: 403,
                    ["StorageClass": .string(version.storageClass)])
            }
            switch version.restore {
            case .ongoing:
                throw S3Error.refusal(
                    "RestoreAlreadyInProgress", "Object restore is already in progress", status: 409)
            case .restored:
                try session.extendRestore(version, days: request.days)
                return true
            case .none:
                let delay = try delay(request.tier, version.storageClass, settings)
                try session.beginRestore(version, days: request.days, done: session.now + delay)
                try session.emit(.restoreBegun, version, in: bucket) { event in
                    event.sourceStorageClass = version.storageClass
                }
                return false
            }
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        // API reference, RestoreObject: "If the object is not previously restored, then Amazon S3 returns 202 Accepted".
        if !isThere { AnswerHeaders.current?.status = 202 }
        return S3.RestoreObjectOutput()
    }

    private static func request(_ input: S3.RestoreObjectRequest) throws(S3Error) -> (days: Int, tier: S3.Tier) {
        guard let request = input.restoreRequest else { throw .malformedXML }
        if request.type != nil || request.selectParameters != nil || request.outputLocation != nil {
            throw .notEmulated("RestoreObject", parameter: "SELECT")
        }
        guard let days = request.days, days <= S3Limits.daysMax else { throw .malformedXML }
        guard days > 0 else {
            throw .invalidArgument("Days must be a positive integer", "Days", String(days))
        }
        let tier = request.glacierJobParameters?.tier ?? request.tier ?? .standard
        guard [S3.Tier.standard, .bulk, .expedited].contains(tier) else { throw .malformedXML }
        return (days, tier)
    }

    private static func delay(_ tier: S3.Tier, _ storageClass: String, _ settings: S3Settings) throws -> Duration {
        let isDeep = storageClass == "DEEP_ARCHIVE"
        switch tier {
        case .expedited where isDeep:
            throw S3Error.invalidArgument(
                "Retrieval option is not supported by this storage class", "Tier", tier.rawValue)
        case .expedited: return settings.expeditedRestore
        case .bulk: return isDeep ? settings.deepBulkRestore : settings.bulkRestore
        default: return isDeep ? settings.deepStandardRestore : settings.standardRestore
        }
    }
}
