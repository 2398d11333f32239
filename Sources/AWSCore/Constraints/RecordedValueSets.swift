/// AWS prints the values of an enumeration in the order of its own hash sets, which no model tells.
///
/// These orders were recorded from live services (by dynalite's and LocalStack's tests); all other enumerations print
/// as modelled.
enum RecordedValueSets {
    private static let recorded: [Set<String>: [String]] = Dictionary(
        uniqueKeysWithValues: [
            ["ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"],
            ["INDEXES", "TOTAL", "NONE"],
            ["SIZE", "NONE"],
            ["B", "N", "S"],
            ["HASH", "RANGE"],
            ["PROVISIONED", "PAY_PER_REQUEST"],
            ["OR", "AND"],
            ["RESPONSE_STREAM", "BUFFERED"],
            ["ALL", "INCLUDE", "KEYS_ONLY"],
            ["SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"],
            [
                "IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT", "NOT_NULL", "NE", "LE", "BEGINS_WITH", "GE",
                "CONTAINS",
            ],
        ].map { (Set($0), $0) })

    static func order(of values: [String]) -> [String] {
        recorded[Set(values)] ?? values
    }
}
