/// What an index consists of: replaced as a whole, by renaming, so that it is either the old one or the new one.
struct Manifest: Sendable, Equatable {
    static let name = "manifest"
    static let magic: [UInt8] = Array("KASSVIDX".utf8)
    static let version: UInt32 = 1

    struct Segment: Sendable, Equatable {
        var number: UInt64
        var deleted: [UInt64]
    }

    var dimension: Int
    var metric: VectorMetric
    var precision: VectorPrecision
    var seed: UInt64
    /// Logs from this number on are not in segments yet.
    var firstLog: UInt64
    /// No file has this number or a higher one, except logs that followed.
    var nextNumber: UInt64
    var segments: [Segment]

    static func segmentName(_ number: UInt64) -> String { "\(number).rows" }

    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.put(UInt64(dimension))
        writer.put(metric.rawValue)
        writer.put(precision.rawValue)
        writer.put(seed)
        writer.put(firstLog)
        writer.put(nextNumber)
        writer.put(UInt32(segments.count))
        for segment in segments {
            writer.put(segment.number)
            writer.put(segment.deleted)
        }
        var file = ByteWriter()
        for byte in Self.magic { file.put(byte) }
        file.put(Self.version)
        file.put(Checksum.of(writer.bytes))
        return file.bytes + writer.bytes
    }

    func write(_ directory: IndexDirectory) throws(VectorError) {
        let temporary = Self.name + ".new"
        let file = try SystemFile(directory.file(temporary), .create)
        try file.write(bytes, at: 0)
        try file.synchronize()
        try directory.rename(temporary, to: Self.name)
    }

    init(reading path: String) throws(VectorError) {
        let bytes = try SystemFile.contents(path)
        guard bytes.starts(with: Self.magic) else {
            throw .corrupt(file: path, reason: "it does not begin as a manifest does")
        }
        var reader = ByteReader(bytes[8...], file: path)
        let version = try reader.take(UInt32.self)
        guard version <= Self.version else { throw .unsupportedVersion(file: path, version: version) }
        guard try reader.take(UInt32.self) == Checksum.of(Array(bytes[16...])) else {
            throw .corrupt(file: path, reason: "its checksum does not hold")
        }
        dimension = try reader.takeCount(UInt64.self, max: RowShape.dimensions.upperBound)
        guard let metric = VectorMetric(rawValue: try reader.take(UInt8.self)),
            let precision = VectorPrecision(rawValue: try reader.take(UInt8.self))
        else { throw .corrupt(file: path, reason: "its metric or precision is unknown") }
        (self.metric, self.precision) = (metric, precision)
        seed = try reader.take(UInt64.self)
        firstLog = try reader.take(UInt64.self)
        nextNumber = try reader.take(UInt64.self)
        segments = []
        for _ in 0..<(try reader.takeCount(UInt32.self, max: 1 << 20)) {
            segments.append(Segment(number: try reader.take(UInt64.self), deleted: try reader.takeWords()))
        }
    }

    init(_ shape: RowShape, seed: UInt64) {
        (dimension, metric, precision) = (shape.dimension, shape.metric, shape.precision)
        self.seed = seed
        firstLog = 1
        nextNumber = 2
        segments = []
    }
}
