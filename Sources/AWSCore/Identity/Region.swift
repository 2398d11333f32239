/// The name of a region, known or of a form that AWS may yet use: "eu-west-1".
public struct Region: Hashable, Sendable, CustomStringConvertible {
    public let name: String
    public let partition: Partition

    /// - Returns: nil for what cannot be a region's name: a partition's beginning, a place and a number.
    public init?(_ name: String) {
        guard let partition = Self.partition(of: name) else { return nil }
        self.name = name
        self.partition = partition
    }

    public var description: String { name }

    /// AWS has said that it exists; others merely could.
    public var isKnown: Bool { partition.knownRegions.contains(name) }

    /// Every region of every partition, sorted within each.
    public static let known: [Region] = Partition.all.flatMap { partition in
        partition.knownRegions.map { Region($0, partition) }
    }

    public static let usEast1 = Region("us-east-1", .aws)

    private init(_ name: String, _ partition: Partition) {
        self.name = name
        self.partition = partition
    }

    private static func partition(of name: String) -> Partition? {
        guard name.utf8.count <= 32, let numberAt = name.lastIndex(of: "-") else { return nil }
        let number = name[name.index(after: numberAt)...].utf8
        guard !number.isEmpty, number.allSatisfy(ByteCursor.isDigit) else { return nil }
        guard let placeAt = name[..<numberAt].lastIndex(of: "-") else { return nil }
        let place = name[name.index(after: placeAt)..<numberAt].utf8
        guard !place.isEmpty, place.allSatisfy(isWord) else { return nil }
        return Partition.all.first { $0.regionPrefixes.contains(String(name[..<placeAt])) }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || ByteCursor.isDigit(byte)
    }
}
