import AWSCore
import AWSS3
import World

/// What a bucket's lifecycle configuration wants of its objects, and when.
///
/// Source: S3 User Guide, "Lifecycle configuration elements", "Examples of S3 Lifecycle configurations" (conflicts).
struct LifecycleRules: Sendable {
    /// The enabled ones.
    private let rules: [S3.LifecycleRule]
    /// Whether objects below 128 KiB move to no other storage class; else they may move to the archives.
    private let keepsSmallObjects: Bool

    enum Action: Sendable, Hashable {
        case expire
        case transition(to: String)
    }

    /// Something to be done with a version at a time.
    struct Step: Sendable, Hashable {
        let action: Action
        let due: Timestamp
        let ruleID: String
    }

    init(_ configuration: S3.GetBucketLifecycleConfigurationOutput) {
        rules = (configuration.rules ?? []).filter { $0.status == .enabled }
        keepsSmallObjects = configuration.transitionDefaultMinimumObjectSize != .variesByStorageClass
    }

    /// Whatever the rules want of a version, in any order.
    /// - Parameters:
    ///   - newer: how many newer noncurrent versions the key has.
    ///   - isAlone: no other version of the key is left.
    func steps(for version: StoredVersion, newerNoncurrent newer: Int, isAlone: Bool) -> [Step] {
        rules.filter { LifecycleFilter($0).lets(version) }.flatMap { rule in
            guard version.isLatest else { return noncurrentSteps(rule, version, newer) }
            return version.isMarker ? markerSteps(rule, version, isAlone) : currentSteps(rule, version)
        }
    }

    /// What is to be done now; deletion before all else, then the coldest storage.
    static func decide(_ steps: [Step], _ version: StoredVersion, at now: Timestamp) -> Step? {
        let due = steps.filter { $0.due <= now }
        if let expiration = due.first(where: { $0.action == .expire }) { return expiration }
        return due.max { left, right in
            guard case .transition(let first) = left.action, case .transition(let second) = right.action else {
                return false
            }
            return StorageClasses.canMove(from: first, to: second)
        }
    }

    /// The step by which the version will be deleted, where it is the latest.
    func expiration(of version: StoredVersion) -> Step? {
        steps(for: version, newerNoncurrent: 0, isAlone: false).filter { $0.action == .expire }
            .min { $0.due < $1.due }
    }

    private func currentSteps(_ rule: S3.LifecycleRule, _ version: StoredVersion) -> [Step] {
        var steps: [Step] = []
        if let due = due(date: rule.expiration?.date, days: rule.expiration?.days, since: version.modified) {
            steps.append(Step(action: .expire, due: due, ruleID: rule.id ?? ""))
        }
        for transition in rule.transitions ?? [] {
            guard let target = transition.storageClass?.rawValue, isMovable(version, to: target, rule),
                let due = due(date: transition.date, days: transition.days, since: version.modified)
            else { continue }
            steps.append(Step(action: .transition(to: target), due: due, ruleID: rule.id ?? ""))
        }
        return steps
    }

    private func noncurrentSteps(_ rule: S3.LifecycleRule, _ version: StoredVersion, _ newer: Int) -> [Step] {
        guard let superseded = version.superseded else { return [] }
        var steps: [Step] = []
        if let expiration = rule.noncurrentVersionExpiration, let days = expiration.noncurrentDays,
            newer >= expiration.newerNoncurrentVersions ?? 0
        {
            steps.append(Step(action: .expire, due: superseded.midnight(after: days), ruleID: rule.id ?? ""))
        }
        for transition in rule.noncurrentVersionTransitions ?? [] {
            guard let target = transition.storageClass?.rawValue, let days = transition.noncurrentDays,
                newer >= transition.newerNoncurrentVersions ?? 0, isMovable(version, to: target, rule)
            else { continue }
            steps.append(
                Step(
                    action: .transition(to: target), due: superseded.midnight(after: days), ruleID: rule.id ?? ""))
        }
        return steps
    }

    /// A delete marker with nothing behind it is cleared away, by a rule that says so or expires objects by age.
    private func markerSteps(_ rule: S3.LifecycleRule, _ version: StoredVersion, _ isAlone: Bool) -> [Step] {
        guard isAlone else { return [] }
        let isAsked = rule.expiration?.expiredObjectDeleteMarker == true
        guard let days = isAsked ? 0 : rule.expiration?.days else { return [] }
        return [Step(action: .expire, due: version.modified.midnight(after: days), ruleID: rule.id ?? "")]
    }

    private func due(date: Timestamp?, days: Int?, since start: Timestamp) -> Timestamp? {
        if let date { return max(date, start.midnight(after: 0)) }
        return days.map { start.midnight(after: $0) }
    }

    private func isMovable(_ version: StoredVersion, to target: String, _ rule: S3.LifecycleRule) -> Bool {
        guard !version.isMarker, StorageClasses.canMove(from: version.storageClass, to: target) else { return false }
        if version.size >= S3Limits.transitionBytesMin || LifecycleFilter(rule).hasSizes { return true }
        return !keepsSmallObjects && StorageClasses.isArchive(target)
    }

    /// When an upload under way is given up.
    func abortion(key: String, initiated: Timestamp) -> Step? {
        let steps = rules.compactMap { rule -> Step? in
            guard let days = rule.abortIncompleteMultipartUpload?.daysAfterInitiation,
                key.starts(withUTF8: LifecycleFilter(rule).prefix)
            else { return nil }
            return Step(action: .expire, due: initiated.midnight(after: days), ruleID: rule.id ?? "")
        }
        return steps.min { $0.due < $1.due }
    }
}

/// Which objects a rule is about.
struct LifecycleFilter {
    let prefix: String
    let tags: [S3.Tag]
    let sizeGreaterThan: Int?
    let sizeLessThan: Int?

    init(_ rule: S3.LifecycleRule) {
        let (filter, and) = (rule.filter, rule.filter?.and)
        prefix = rule.prefix ?? filter?.prefix ?? and?.prefix ?? ""
        tags = (filter?.tag.map { [$0] } ?? []) + (and?.tags ?? [])
        sizeGreaterThan = filter?.objectSizeGreaterThan ?? and?.objectSizeGreaterThan
        sizeLessThan = filter?.objectSizeLessThan ?? and?.objectSizeLessThan
    }

    var hasSizes: Bool { sizeGreaterThan != nil || sizeLessThan != nil }

    func lets(_ version: StoredVersion) -> Bool {
        guard version.key.starts(withUTF8: prefix) else { return false }
        if let sizeGreaterThan, version.size <= sizeGreaterThan { return false }
        if let sizeLessThan, version.size >= sizeLessThan { return false }
        return tags.allSatisfy(version.tags.contains)
    }
}
