import AWSCore
import AWSDynamoDB

/// Items as bytes in storage. Equal items give equal bytes: attributes stand in the order of their names.
///
///     item   = count (name value)*           names in UTF-8 order
///     name   = length bytes
///     value  = tag payload                   S N B: length bytes · SS NS BS L: count elements · M: item
///     length, count = unsigned LEB128
///
/// Values are normalised before (``DynamoDB/AttributeValue/validated(wording:)``): numbers are kept as their text.
package enum ItemCodec {
    /// Bytes that this codec did not write.
    package enum Failure: Error, Hashable, Sendable {
        case truncated
        case unknownTag(UInt8)
        case nestedTooDeep
        case trailingBytes
    }

    enum Tag {
        static let string: UInt8 = 1
        static let number: UInt8 = 2
        static let binary: UInt8 = 3
        static let stringSet: UInt8 = 4
        static let numberSet: UInt8 = 5
        static let binarySet: UInt8 = 6
        static let map: UInt8 = 7
        static let list: UInt8 = 8
        static let null: UInt8 = 9
        static let `false`: UInt8 = 10
        static let `true`: UInt8 = 11
    }

    package static func encode(_ item: Item) -> [UInt8] {
        var writer = Writer()
        writer.bytes.reserveCapacity(256)
        writer.put(item)
        return writer.bytes
    }

    /// - Throws: ``Failure`` for bytes that are not an item.
    package static func decode(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> Item {
        var reader = Reader(bytes: bytes)
        let item = try reader.members(depth: 0)
        guard reader.position == bytes.count else { throw .trailingBytes }
        return item
    }

    package static func decode(_ bytes: [UInt8]) throws(Failure) -> Item {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(Failure) in try decode(buffer) }
        }
        return try result.get()
    }
}

extension ItemCodec {
    private struct Writer {
        var bytes: [UInt8] = []

        mutating func put(_ members: [String: DynamoDB.AttributeValue]) {
            put(count: members.count)
            for (name, value) in members.sorted(by: { $0.key.precedesInUTF8($1.key) }) {
                put(name)
                put(value)
            }
        }

        mutating func put(_ value: DynamoDB.AttributeValue) {
            switch value {
            case .s(let text): put(Tag.string, text)
            case .n(let text): put(Tag.number, text)
            case .b(let blob):
                bytes.append(Tag.binary)
                put(blob)
            case .ss(let texts): put(Tag.stringSet, texts) { $0.put($1) }
            case .ns(let texts): put(Tag.numberSet, texts) { $0.put($1) }
            case .bs(let blobs): put(Tag.binarySet, blobs) { $0.put($1) }
            case .l(let elements): put(Tag.list, elements) { $0.put($1) }
            case .m(let members):
                bytes.append(Tag.map)
                put(members)
            case .null: bytes.append(Tag.null)
            case .bool(let flag): bytes.append(flag ? Tag.true : Tag.false)
            }
        }

        private mutating func put<Element>(
            _ tag: UInt8, _ elements: [Element], _ put: (inout Self, Element) -> Void
        ) {
            bytes.append(tag)
            self.put(count: elements.count)
            for element in elements { put(&self, element) }
        }

        private mutating func put(_ tag: UInt8, _ text: String) {
            bytes.append(tag)
            put(text)
        }

        private mutating func put(_ text: String) {
            put(count: text.utf8.count)
            bytes.append(contentsOf: text.utf8)
        }

        private mutating func put(_ blob: Blob) {
            put(count: blob.count)
            bytes += blob.bytes
        }

        private mutating func put(count: Int) {
            var rest = UInt(count)
            while rest > 127 {
                bytes.append(UInt8(rest & 127) | 128)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
        }
    }
}

extension ItemCodec {
    private struct Reader {
        let bytes: UnsafeRawBufferPointer
        var position = 0
        /// Above the 32 levels that validation lets through, so that only foreign bytes meet it.
        static let depthMax = 64

        init(bytes: UnsafeRawBufferPointer) {
            self.bytes = bytes
        }

        mutating func members(depth: Int) throws(Failure) -> [String: DynamoDB.AttributeValue] {
            guard depth < Self.depthMax else { throw .nestedTooDeep }
            let count = try self.count()
            var members = [String: DynamoDB.AttributeValue](minimumCapacity: count)
            for _ in 0..<count {
                let name = try text()
                members[name] = try value(depth: depth)
            }
            return members
        }

        mutating func value(depth: Int) throws(Failure) -> DynamoDB.AttributeValue {
            switch try byte() {
            case Tag.string: return .s(try text())
            case Tag.number: return .n(try text())
            case Tag.binary: return .b(try blob())
            case Tag.stringSet: return .ss(try elements { reader throws(Failure) in try reader.text() })
            case Tag.numberSet: return .ns(try elements { reader throws(Failure) in try reader.text() })
            case Tag.binarySet: return .bs(try elements { reader throws(Failure) in try reader.blob() })
            case Tag.map: return .m(try members(depth: depth + 1))
            case Tag.list:
                guard depth < Self.depthMax else { throw .nestedTooDeep }
                return .l(try elements { reader throws(Failure) in try reader.value(depth: depth + 1) })
            case Tag.null: return .null(true)
            case Tag.false: return .bool(false)
            case Tag.true: return .bool(true)
            case let tag: throw .unknownTag(tag)
            }
        }

        private mutating func elements<Element>(
            _ element: (inout Self) throws(Failure) -> Element
        ) throws(Failure) -> [Element] {
            let count = try self.count()
            var elements: [Element] = []
            elements.reserveCapacity(count)
            for _ in 0..<count { elements.append(try element(&self)) }
            return elements
        }

        private mutating func text() throws(Failure) -> String {
            String(decoding: try slice(), as: UTF8.self)
        }

        private mutating func blob() throws(Failure) -> Blob {
            Blob(Array(try slice()))
        }

        private mutating func slice() throws(Failure) -> UnsafeRawBufferPointer {
            let count = try self.count()
            defer { position += count }
            return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
        }

        private mutating func byte() throws(Failure) -> UInt8 {
            guard position < bytes.count else { throw .truncated }
            defer { position += 1 }
            return bytes[position]
        }

        /// A length or a count: everything counted takes a byte at least, so more than is left cannot be.
        private mutating func count() throws(Failure) -> Int {
            var value = 0
            var shift = 0
            while true {
                let next = try byte()
                value |= Int(next & 127) << shift
                if next < 128 { break }
                shift += 7
                guard shift < 56 else { throw .truncated }
            }
            guard value <= bytes.count - position else { throw .truncated }
            return value
        }
    }
}
