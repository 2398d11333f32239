/// Compares secrets in a time that does not tell where they differ.
public enum ConstantTime {
    /// Whether both are the same bytes. Only the length shows in the time it takes.
    public static func isEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    public static func isEqual(_ left: String, _ right: String) -> Bool {
        isEqual(left.utf8, right.utf8)
    }
}
