import AWSCore
import AWSS3
import World

/// Lifecycle rules held against what is stored.
extension Session {
    func lifecycle(of bucket: BucketRow) throws -> LifecycleRules? {
        try setting(.lifecycle, of: bucket, as: S3.GetBucketLifecycleConfigurationOutput.self).map(LifecycleRules.init)
    }

    /// The header `x-amz-expiration`.
    func expirationHeader(of version: StoredVersion, in bucket: BucketRow) throws -> String? {
        guard version.isLatest, let step = try lifecycle(of: bucket)?.expiration(of: version) else { return nil }
        return "expiry-date=\"\(step.due.text(.httpDate))\", rule-id=\"\(PercentEncoding.encode(step.ruleID))\""
    }

    /// Has the rules looked at again once they may have something to do with what has just changed.
    func noteChange(in bucket: BucketRow) throws {
        if try setting(.lifecycle, of: bucket) != nil { note(due: now.midnight(after: 0)) }
    }

    /// Something that a rule does to one version.
    struct PlannedStep: Sendable {
        let version: StoredVersion
        let step: LifecycleRules.Step
    }

    /// Some of what is due.
    struct Plan: Sendable {
        var steps: [PlannedStep] = []
        /// Where to go on; nil at the end of the bucket.
        var nextKey: String?
        /// When something is to be done that is not due yet.
        var nextDue: Timestamp?
    }

    /// - Parameter start: the key to begin with.
    func plan(_ rules: LifecycleRules, in bucket: BucketRow, from start: String) throws -> Plan {
        var plan = Plan()
        var group: [StoredVersion] = []
        let rows = try rows(
            Self.versionColumns + " WHERE bucket = ? AND key >= ? ORDER BY key, id DESC",
            [.integer(bucket.id), .key(start)])
        while try rows.step() {
            let version = try Self.version(rows)
            if let first = group.first, first.key != version.key {
                look(at: group, rules, &plan)
                group = []
                if plan.steps.count >= S3Limits.batchMax {
                    plan.nextKey = version.key
                    return plan
                }
            }
            group.append(version)
        }
        look(at: group, rules, &plan)
        return plan
    }

    /// - Parameter group: all versions of one key, newest first.
    private func look(at group: [StoredVersion], _ rules: LifecycleRules, _ plan: inout Plan) {
        var newer = 0
        for version in group {
            let steps = rules.steps(for: version, newerNoncurrent: newer, isAlone: group.count == 1)
            if !version.isLatest { newer += 1 }
            if let step = LifecycleRules.decide(steps, version, at: now) {
                plan.steps.append(PlannedStep(version: version, step: step))
            } else if let due = steps.map(\.due).min() {
                plan.nextDue = min(plan.nextDue ?? due, due)
            }
        }
    }

    /// Does what was planned, unless someone changed the version since.
    func perform(_ planned: PlannedStep, in bucket: BucketRow) throws {
        guard let version = try version(row: planned.version.id), version == planned.version else { return }
        switch planned.step.action {
        case .transition(let target):
            try setStorageClass(target, of: version)
            try emit(.transitioned, version, in: bucket) { event in
                event.sourceStorageClass = version.storageClass
                event.destinationStorageClass = target
            }
        case .expire where version.isLatest && !version.isMarker && bucket.versioning != nil:
            let marker = try add(VersionDraft(key: version.key, isMarker: true), to: bucket)
            try emit(.markerCreatedByLifecycle, marker, in: bucket)
        case .expire:
            try delete(version, from: bucket)
            try emit(.expired, version, in: bucket)
        }
    }

    /// Gives up uploads that are too old.
    /// - Returns: when the next one will be.
    func abortUploads(_ rules: LifecycleRules, in bucket: BucketRow) throws -> Timestamp? {
        var next: Timestamp?
        for upload in try uploads(in: bucket) {
            guard let step = rules.abortion(key: upload.key, initiated: upload.initiated) else { continue }
            if step.due <= now {
                try deleteUpload(upload)
            } else {
                next = min(next ?? step.due, step.due)
            }
        }
        return next
    }
}
