/// What a request says about itself, by condition key. Keys match without regard to case.
public struct ConditionContext: Sendable {
    private var values: [String: [String]] = [:]

    public init(_ values: [String: [String]] = [:]) {
        for (key, value) in values { self[key] = value }
    }

    /// nil when the request does not have the key.
    public subscript(key: String) -> [String]? {
        get { values[key.lowercased()] }
        set { values[key.lowercased()] = newValue }
    }

    /// The value of a key that has exactly one, as variables need it.
    func single(_ key: String) -> String? {
        guard let all = self[key], all.count == 1 else { return nil }
        return all[0]
    }
}
