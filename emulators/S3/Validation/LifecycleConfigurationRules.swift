import AWSCore
import AWSS3

/// What a lifecycle configuration may say.
///
/// Source: API reference, PutBucketLifecycleConfiguration; S3 User Guide, "Lifecycle configuration elements"; messages as
/// recorded from AWS by the tests of moto and LocalStack.
enum LifecycleConfigurationRules {
    static func check(_ rules: [S3.LifecycleRule]) throws(S3Error) {
        guard !rules.isEmpty, rules.count <= S3Limits.lifecycleRulesMax else { throw .malformedXML }
        var seen: Set<String> = []
        for rule in rules {
            if let id = rule.id, !id.isEmpty {
                guard id.count <= S3Limits.ruleIDMax else {
                    throw invalid("ID length should not exceed allowed limit of \(S3Limits.ruleIDMax)")
                }
                guard seen.insert(id).inserted else {
                    throw invalid("Rule ID must be unique. Found same ID for more than one rule")
                }
            }
            try check(rule)
        }
    }

    private static func invalid(_ message: String) -> S3Error { .refusal("InvalidArgument", message) }

    /// Numbers that are no `int` are no XML of this schema.
    private static func checkDays(_ rule: S3.LifecycleRule) throws(S3Error) {
        let days: [Int?] =
            [
                rule.expiration?.days, rule.noncurrentVersionExpiration?.noncurrentDays,
                rule.abortIncompleteMultipartUpload?.daysAfterInitiation,
            ] + (rule.transitions ?? []).map(\.days) + (rule.noncurrentVersionTransitions ?? []).map(\.noncurrentDays)
        guard days.allSatisfy({ ($0 ?? 0) <= S3Limits.daysMax }) else { throw .malformedXML }
    }

    private static func check(_ rule: S3.LifecycleRule) throws(S3Error) {
        try checkDays(rule)
        guard rule.status == .enabled || rule.status == .disabled else { throw .malformedXML }
        guard (rule.prefix == nil) != (rule.filter == nil) else { throw .malformedXML }
        if let filter = rule.filter { try check(filter) }
        let hasAction =
            rule.expiration != nil || !(rule.transitions ?? []).isEmpty || rule.noncurrentVersionExpiration != nil
            || !(rule.noncurrentVersionTransitions ?? []).isEmpty || rule.abortIncompleteMultipartUpload != nil
        guard hasAction else { throw .invalidRequest("At least one action needs to be specified in a rule") }
        if let expiration = rule.expiration { try check(expiration, rule) }
        for transition in rule.transitions ?? [] { try check(transition, rule) }
        try checkNoncurrent(rule)
        try checkAbortion(rule)
    }

    private static func check(_ filter: S3.LifecycleRuleFilter) throws(S3Error) {
        let parts: [Bool] = [
            filter.prefix != nil, filter.tag != nil, filter.objectSizeGreaterThan != nil,
            filter.objectSizeLessThan != nil, filter.and != nil,
        ]
        guard parts.count(where: { $0 }) <= 1 else { throw .malformedXML }
        guard let and = filter.and else { return }
        let inner: [Int] = [
            and.prefix == nil ? 0 : 1, and.tags?.count ?? 0, and.objectSizeGreaterThan == nil ? 0 : 1,
            and.objectSizeLessThan == nil ? 0 : 1,
        ]
        guard inner.reduce(0, +) >= 2 else { throw .malformedXML }
        let keys = (and.tags ?? []).map(\.key)
        guard Set(keys).count == keys.count else { throw .invalidRequest("Duplicate Tag Keys are not allowed.") }
        if let least = and.objectSizeGreaterThan, let most = and.objectSizeLessThan, least >= most {
            throw .invalidRequest(
                "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.")
        }
    }

    private static func check(
        _ expiration: S3.LifecycleExpiration, _ rule: S3.LifecycleRule
    ) throws(S3Error) {
        let parts: [Bool] = [
            expiration.date != nil, expiration.days != nil, expiration.expiredObjectDeleteMarker != nil,
        ]
        guard parts.count(where: { $0 }) == 1 else { throw .malformedXML }
        if let days = expiration.days, days <= 0 {
            throw invalid("'Days' for Expiration action must be a positive integer")
        }
        try check(expiration.date)
        let filter = LifecycleFilter(rule)
        if expiration.expiredObjectDeleteMarker == true, !filter.tags.isEmpty {
            throw .invalidRequest("ExpiredObjectDeleteMarker cannot be specified with tags.")
        }
        for transition in rule.transitions ?? [] {
            guard (transition.date == nil) == (expiration.date == nil) else {
                throw .invalidRequest(
                    "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for "
                        + "prefix '\(filter.prefix)'")
            }
            if let days = expiration.days, let earlier = transition.days, days <= earlier {
                throw invalid(
                    "'Days' in the Expiration action for prefix '\(filter.prefix)' must be greater than 'Days' in the "
                        + "Transition action")
            }
        }
    }

    private static func check(_ date: Timestamp?) throws(S3Error) {
        if let date, !date.isMidnight { throw invalid("'Date' must be at midnight GMT") }
    }

    private static func check(_ transition: S3.Transition, _ rule: S3.LifecycleRule) throws(S3Error) {
        guard (transition.date == nil) != (transition.days == nil) else { throw .malformedXML }
        try check(transition.date)
        let storageClass = try check(transition.storageClass)
        guard let days = transition.days else { return }
        guard days >= 0 else { throw invalid("'Days' for Transition action must be nonnegative") }
        let least = S3Limits.infrequentAccessDaysMin
        if StorageClasses.isInfrequent(storageClass), days < least {
            throw invalid(
                "'Days' in Transition action must be greater than or equal to \(least) for storageClass "
                    + "'\(storageClass)'")
        }
    }

    private static func check(_ storageClass: S3.TransitionStorageClass?) throws(S3Error) -> String {
        guard let name = storageClass?.rawValue, StorageClasses.isKnown(name),
            StorageClasses.canMove(from: StorageClasses.standard, to: name), name != "REDUCED_REDUNDANCY"
        else { throw .malformedXML }
        return name
    }

    private static func checkNoncurrent(_ rule: S3.LifecycleRule) throws(S3Error) {
        if let expiration = rule.noncurrentVersionExpiration {
            guard let days = expiration.noncurrentDays else { throw .malformedXML }
            guard days > 0 else {
                throw invalid("'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer")
            }
            try checkKept(expiration.newerNoncurrentVersions)
        }
        for transition in rule.noncurrentVersionTransitions ?? [] {
            guard let days = transition.noncurrentDays else { throw .malformedXML }
            guard days >= 0 else {
                throw invalid("'NoncurrentDays' for NoncurrentVersionTransition action must be nonnegative")
            }
            let storageClass = try check(transition.storageClass)
            let least = S3Limits.infrequentAccessDaysMin
            if StorageClasses.isInfrequent(storageClass), days < least {
                throw invalid(
                    "'NoncurrentDays' in NoncurrentVersionTransition action must be greater than or equal to \(least) "
                        + "for storageClass '\(storageClass)'")
            }
            try checkKept(transition.newerNoncurrentVersions)
        }
    }

    /// How many noncurrent versions a rule may keep whatever their age.
    private static func checkKept(_ count: Int?) throws(S3Error) {
        guard let count, !(1...100).contains(count) else { return }
        throw invalid("'NewerNoncurrentVersions' must be an integer between 1 and 100")
    }

    private static func checkAbortion(_ rule: S3.LifecycleRule) throws(S3Error) {
        guard let abortion = rule.abortIncompleteMultipartUpload else { return }
        guard let days = abortion.daysAfterInitiation else { throw .malformedXML }
        guard days > 0 else {
            throw invalid("'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer")
        }
        let filter = LifecycleFilter(rule)
        if !filter.tags.isEmpty {
            throw .invalidRequest("AbortIncompleteMultipartUpload cannot be specified with Tags.")
        }
        if filter.hasSizes {
            throw .invalidRequest("AbortIncompleteMultipartUpload cannot be specified with Object Size.")
        }
    }
}
