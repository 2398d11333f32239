import Foundation

/// An array in numpy's file format, version 1.0: rows of floats, halves, 32-bit integers or bytes, little
/// endian. An array of one dimension has rows of one.
package struct NumpyArray: Sendable {
    private enum Element: String {
        case half = "<f2"
        case float = "<f4"
        case int = "<i4"
        case byte = "|u1"

        var size: Int {
            switch self {
            case .byte: 1
            case .half: 2
            case .float, .int: 4
            }
        }
    }

    package let rows: Int
    package let columns: Int
    private let element: Element
    private let data: Data
    private let start: Int

    package init(_ path: String) throws(BenchFailure) {
        guard let data = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else {
            throw BenchFailure("\(path) cannot be read")
        }
        guard data.count > 10, data.prefix(6) == Data([0x93]) + Data("NUMPY".utf8), data[6] == 1 else {
            throw BenchFailure("\(path) is no .npy file of version 1")
        }
        start = 10 + Int(data[8]) + Int(data[9]) << 8
        let header = String(decoding: data[10..<min(start, data.count)], as: UTF8.self)
        guard let name = header.firstMatch(of: /'descr': '([^']+)'/)?.1, let element = Element(rawValue: String(name)),
            let shape = header.firstMatch(of: /'shape': \((\d+),(?: (\d+))?\)/), let rows = Int(shape.1),
            let columns = Int(shape.2 ?? "1"), header.contains("'fortran_order': False"), rows < 1 << 32,
            columns < 1 << 20,
            data.count >= start + rows * columns * element.size
        else { throw BenchFailure("\(path) has no rows of <f2, <f4, <i4 or |u1: \(header.prefix(100))") }
        (self.rows, self.columns, self.element, self.data) = (rows, columns, element, data)
    }

    package func floats(row: Int) -> [Float] {
        data.withUnsafeBytes { bytes in
            (0..<columns).map { column in
                let offset = start + (row * columns + column) * element.size
                return switch element {
                case .half: Self.float(bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
                case .float: bytes.loadUnaligned(fromByteOffset: offset, as: Float.self)
                case .byte: Float(bytes[offset])
                case .int: Float(bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
                }
            }
        }
    }

    package func ints(row: Int) -> [Int] {
        guard element == .int else { return floats(row: row).map { Int($0) } }
        return data.withUnsafeBytes { bytes in
            (0..<columns).map {
                Int(bytes.loadUnaligned(fromByteOffset: start + (row * columns + $0) * 4, as: Int32.self))
            }
        }
    }

    /// Sign, five bits of exponent and ten of fraction.
    private static func float(_ half: UInt16) -> Float {
        let magnitude = Float(bitPattern: UInt32(half & 0x7fff) << 13) * 0x1p112
        return half & 0x8000 == 0 ? magnitude : -magnitude
    }
}

/// Why a measurement cannot be made.
package struct BenchFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
