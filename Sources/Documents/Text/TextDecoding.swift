/// Bytes to text: Unicode with or without its mark, else Windows-1252, which Latin-1 is a part of.
enum TextDecoding {
    static func text(of bytes: [UInt8]) throws(ExtractionError) -> String {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes[3...], as: UTF8.self) }
        if let encoding = wideEncoding(bytes[...]) { return encoding.text(of: bytes[...]) }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return windows1252(bytes[...])
    }

    /// A text from the beginning of a file, or nil when these bytes are of no text. A character may be cut at the end.
    static func looksLikeText(_ start: ArraySlice<UInt8>) -> String? {
        if let encoding = wideEncoding(start) { return encoding.text(of: start) }
        let controls = start.count { $0 < 0x20 && !$0.isSpaceASCII && $0 != 0x1B }
        guard controls == 0 || controls * 200 < start.count, !start.contains(0) else { return nil }
        let isMarked = start.starts(with: [0xEF, 0xBB, 0xBF])
        return String(decoding: isMarked ? start.dropFirst(3) : start, as: UTF8.self)
    }

    private enum WideEncoding {
        case utf16(isBig: Bool, skipping: Int)
        case utf32(isBig: Bool, skipping: Int)

        func text(of bytes: ArraySlice<UInt8>) -> String {
            switch self {
            case .utf16(let isBig, let skipping):
                let units = words(bytes.dropFirst(skipping), 2, isBig).map { UInt16(truncatingIfNeeded: $0) }
                return String(decoding: units, as: UTF16.self)
            case .utf32(let isBig, let skipping):
                return String(decoding: words(bytes.dropFirst(skipping), 4, isBig), as: UTF32.self)
            }
        }

        private func words(_ bytes: ArraySlice<UInt8>, _ width: Int, _ isBig: Bool) -> [UInt32] {
            let start = bytes.startIndex
            return stride(from: start, to: start + bytes.count / width * width, by: width).map { offset in
                let word = bytes[offset..<offset + width]
                return isBig
                    ? word.reduce(0) { $0 << 8 | UInt32($1) } : word.reversed().reduce(0) { $0 << 8 | UInt32($1) }
            }
        }
    }

    /// By the mark, or by the zeros that Latin letters have in UTF-16.
    private static func wideEncoding(_ bytes: ArraySlice<UInt8>) -> WideEncoding? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return .utf32(isBig: false, skipping: 4) }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return .utf32(isBig: true, skipping: 4) }
        if bytes.starts(with: [0xFF, 0xFE]) { return .utf16(isBig: false, skipping: 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return .utf16(isBig: true, skipping: 2) }
        let sample = bytes.prefix(256)
        guard sample.count >= 4, sample.count % 2 == 0 || bytes.count > 256 else { return nil }
        let pairs = sample.count / 2
        let start = sample.startIndex
        let zerosFirst = (0..<pairs).count { sample[start + $0 * 2] == 0 }
        let zerosSecond = (0..<pairs).count { sample[start + $0 * 2 + 1] == 0 }
        if zerosSecond * 10 >= pairs * 7, zerosFirst == 0 { return .utf16(isBig: false, skipping: 0) }
        if zerosFirst * 10 >= pairs * 7, zerosSecond == 0 { return .utf16(isBig: true, skipping: 0) }
        return nil
    }

    private static func windows1252(_ bytes: ArraySlice<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            let scalar = (0x80...0x9F).contains(byte) ? high[Int(byte - 0x80)] : UInt32(byte)
            text.append(Unicode.Scalar(scalar) ?? "\u{FFFD}")
        }
        return String(text)
    }

    /// 0x80 to 0x9F (the encoding standard of WHATWG, windows-1252).
    private static let high: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]
}
