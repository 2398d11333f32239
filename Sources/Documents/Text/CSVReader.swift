/// Separated values (RFC 4180, and what programs really write): commas, semicolons, tabs or bars; quotes; any line ends.
struct CSVReader {
    private static let separators: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
    /// Bytes by which the separator is told.
    private static let sampleBytes = 16 << 10
    private static let quote = UInt8(ascii: "\"")

    private let bytes: [UInt8]
    private let separator: UInt8
    private var offset = 0

    static func read(_ text: String, _ limits: DocumentLimits) throws(ExtractionError) -> ExtractedDocument {
        var reader = CSVReader(Array(text.utf8))
        var builder = DocumentBuilder(.csv, limits)
        var (cellCount, number) = (0, 0)
        var table: Int?
        while let record = reader.record() {
            number += 1
            cellCount += record.count
            guard cellCount <= limits.cellsMax else {
                throw .tooLarge("The file has more than \(limits.cellsMax) fields.")
            }
            guard record.contains(where: { !$0.isEmpty }) else { continue }
            if table == nil, ColumnNames.areNames(record, above: reader.nextRecord) {
                table = builder.table(record)
                continue
            }
            let current = table ?? builder.table([])
            table = current
            try builder.append(
                .tableRow(.init(table: current, cells: record)), at: ExtractedDocument.Place(row: number))
        }
        // A header alone is a row of its own.
        if builder.isEmpty, let header = builder.document.tables.first?.header, !header.isEmpty {
            let row = builder.table([])
            try builder.append(.tableRow(.init(table: row, cells: header)), at: ExtractedDocument.Place(row: 1))
        }
        return builder.document
    }

    init(_ bytes: [UInt8]) {
        let start = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        // Excel lets a first line name the separator.
        if start.hasPrefix("sep="), start.count == 5, let named = start.last {
            (self.bytes, separator, offset) = (bytes, named, start.count)
            _ = record()
            return
        }
        self.bytes = bytes
        separator = Self.separator(of: bytes.prefix(Self.sampleBytes))
    }

    /// The record that comes next, left where it is; empty at the end.
    private var nextRecord: [String] {
        var ahead = self
        return ahead.record() ?? []
    }

    /// The fields of the next record, each without white space around it; nil at the end.
    mutating func record() -> [String]? {
        guard offset < bytes.count else { return nil }
        var fields: [String] = []
        while true {
            fields.append(field())
            guard offset < bytes.count, bytes[offset] == separator else { break }
            offset += 1
        }
        if offset < bytes.count, bytes[offset] == 0x0D { offset += 1 }
        if offset < bytes.count, bytes[offset] == 0x0A { offset += 1 }
        return fields
    }

    private mutating func field() -> String {
        if offset < bytes.count, bytes[offset] == Self.quote { return quoted() }
        let start = offset
        while offset < bytes.count, bytes[offset] != separator, bytes[offset] != 0x0A, bytes[offset] != 0x0D {
            offset += 1
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self).collapsed
    }

    /// A quote that never closes ends with the file; text behind a closing quote is kept.
    private mutating func quoted() -> String {
        var value: [UInt8] = []
        offset += 1
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            guard byte == Self.quote else {
                value.append(byte)
                continue
            }
            if offset < bytes.count, bytes[offset] == Self.quote {
                value.append(byte)
                offset += 1
            } else {
                break
            }
        }
        while offset < bytes.count, bytes[offset] != separator, bytes[offset] != 0x0A, bytes[offset] != 0x0D {
            value.append(bytes[offset])
            offset += 1
        }
        return String(decoding: value, as: UTF8.self).collapsed
    }

    /// The one that gives the most records of one width, more than one field wide.
    private static func separator(of sample: ArraySlice<UInt8>) -> UInt8 {
        func score(_ separator: UInt8) -> Int {
            var reader = CSVReader(Array(sample), separator)
            var widths: [Int: Int] = [:]
            while let record = reader.record() { widths[record.count, default: 0] += 1 }
            return widths.filter { $0.key > 1 }.map { $0.value * 4 + min($0.key, 3) }.max() ?? 0
        }
        let scores = separators.map(score)
        let best = scores.max() ?? 0
        return best == 0 ? separators[0] : separators[scores.firstIndex(of: best) ?? 0]
    }

    private init(_ bytes: [UInt8], _ separator: UInt8) {
        (self.bytes, self.separator) = (bytes, separator)
    }
}
