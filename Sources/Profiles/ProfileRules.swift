/// What the settings of a profile must be to each other.
enum ProfileRules {
    static func check(_ profile: Profile) throws(ProfileMistake) {
        try checkFunctions(profile)
        if profile["guardrail.version"] != nil, profile["guardrail.id"] == nil {
            throw mistake("guardrail.version", profile, "stands without `guardrail.id`")
        }
        guard profile.isLive(.opensearch), profile["opensearch.auth"] == "basic" else { return }
        if profile["opensearch.username"] == nil {
            throw mistake("opensearch.auth", profile, "is basic, and there is no `opensearch.username`")
        }
        if profile["opensearch.password"] == nil {
            throw mistake("opensearch.auth", profile, "is basic: set KASS_OPENSEARCH_PASSWORD")
        }
    }

    /// A function on AWS reaches what is on AWS alone.
    private static func checkFunctions(_ profile: Profile) throws(ProfileMistake) {
        guard profile.isLive(.lambda) else { return }
        let here = ChosenService.allCases.filter { !profile.isLive($0) }
        guard let first = here.first else { return }
        throw mistake(
            first.key, profile,
            "is emulated while `services.lambda` is live, and functions on AWS cannot reach this machine: have both live, "
                + "or `lambda` emulated")
    }

    private static func mistake(_ key: String, _ profile: Profile, _ words: String) -> ProfileMistake {
        let source = profile.values.first { $0.setting.key == key }?.source
        return ProfileMistake("\(source.map { "\($0): " } ?? "")`\(key)` \(words)")
    }
}
