/// Reads the parameters of a query call back into the input they came from.
///
/// The parameters are sorted by name, so that all of one member stand side by side and are found by bisection. Indices
/// only order the elements of a list: `Names.member.999999999` is a list of one, and takes no more room than that.
package struct QueryFormReader {
    /// Parts of a parameter's name. Models nest far less, but may contain themselves.
    package static let nestingMax = 64
    /// Digits of an index: what fits an `Int` with certainty.
    package static let indexDigitsMax = 9

    /// Stands for the dots in names, so that whatever is below a name sorts right behind it.
    private static let dot: UInt8 = 0

    private let parameters: [Parameter]

    private struct Parameter {
        let name: [UInt8]
        let value: String
    }

    /// A member's name on the wire and the parameters that begin with it.
    private struct Place {
        var name: [UInt8]
        var range: Range<Int>

        func appending(_ part: String) -> [UInt8] {
            name.isEmpty ? Array(part.utf8) : name + [QueryFormReader.dot] + part.utf8
        }
    }

    /// - Throws: ``WireError/tooLarge(_:)`` for names that nest too deep; ``WireError/unexpectedType(expected:at:)``
    ///   for texts and indices that do not spell what the schema asks for.
    package static func read(
        _ items: [HTTPRequest.QueryItem], _ schema: StructureSchema
    ) throws(WireError) -> Document {
        let reader = try QueryFormReader(items)
        return try reader.read(schema, at: Place(name: [], range: reader.parameters.indices))
    }

    private init(_ items: [HTTPRequest.QueryItem]) throws(WireError) {
        var named: [(offset: Int, parameter: Parameter)] = []
        for (offset, item) in items.enumerated() {
            guard !item.name.utf8.contains(Self.dot) else {
                throw .malformed("a parameter's name holds NUL", offset: 0)
            }
            let name = item.name.utf8.map { $0 == UInt8(ascii: ".") ? Self.dot : $0 }
            guard name.count(where: { $0 == Self.dot }) < Self.nestingMax else {
                throw .tooLarge("a parameter's name nests deeper than \(Self.nestingMax) parts")
            }
            named.append((offset, Parameter(name: name, value: item.value ?? "")))
        }
        // Of parameters that are there twice, the first counts.
        named.sort { left, right in
            left.parameter.name == right.parameter.name
                ? left.offset < right.offset
                : left.parameter.name.lexicographicallyPrecedes(right.parameter.name)
        }
        parameters = named.map(\.parameter)
    }

    // MARK: Values

    private func read(_ shape: Shape, at place: Place, isFlattened: Bool) throws(WireError) -> Document? {
        switch shape {
        case .structure(let schema): try read(schema(), at: place)
        case .list(let list): try read(list, at: place, isFlattened: isFlattened || list.isFlattened)
        case .map(let map): try read(map, at: place, isFlattened: isFlattened || map.isFlattened)
        default: try text(at: place).map { text throws(WireError) in try ScalarText.read(text, as: shape) }
        }
    }

    private func read(_ schema: StructureSchema, at place: Place) throws(WireError) -> Document {
        var object = Document.Object()
        for member in schema.members {
            guard let inner = find(place.appending(member.wireName), in: place.range) else { continue }
            do throws(WireError) {
                guard let value = try read(member.shape, at: inner, isFlattened: member.isFlattened) else { continue }
                object.entries.append(Document.Entry(member.name, value))
            } catch {
                throw error.inside(member.name)
            }
        }
        return .object(object)
    }

    private func read(_ list: ListShape, at place: Place, isFlattened: Bool) throws(WireError) -> Document {
        var elements: [Document] = []
        let name = list.elementName ?? XMLCodec.elementName
        for index in try indices(at: isFlattened ? place : find(place.appending(name), in: place.range)) {
            do throws(WireError) {
                guard let element = try read(list.element, at: index.place, isFlattened: false) else { continue }
                elements.append(element)
            } catch {
                throw error.inside("\(index.number)")
            }
        }
        return .list(elements)
    }

    private func read(_ map: MapShape, at place: Place, isFlattened: Bool) throws(WireError) -> Document {
        var (entries, seen) = ([Document.Entry](), DuplicateNames())
        for index in try indices(at: isFlattened ? place : find(place.appending(XMLCodec.entryName), in: place.range)) {
            let (range, keyName) = (index.place.range, map.keyName ?? XMLCodec.keyName)
            guard let keyPlace = find(index.place.appending(keyName), in: range), let key = text(at: keyPlace) else {
                throw .missingMember(path: "\(index.number).\(keyName)")
            }
            guard let valuePlace = find(index.place.appending(map.valueName ?? XMLCodec.valueName), in: range) else {
                continue
            }
            do throws(WireError) {
                guard let value = try read(map.value, at: valuePlace, isFlattened: false) else { continue }
                seen.put(Document.Entry(key, value), into: &entries)
            } catch {
                throw error.inside(key)
            }
        }
        return .object(Document.Object(entries))
    }

    // MARK: Finding

    /// The value of the parameter with exactly that name, which sorts before those it is a prefix of.
    private func text(at place: Place) -> String? {
        let first = parameters[place.range.lowerBound]
        return first.name == place.name ? first.value : nil
    }

    /// The parameters called `name` or `name.…`, if there are any.
    private func find(_ name: [UInt8], in range: Range<Int>) -> Place? {
        let start = firstIndex(in: range) { $0.lexicographicallyPrecedes(name) }
        let end = firstIndex(in: start..<range.upperBound) {
            $0.starts(with: name) && ($0.count == name.count || $0[name.count] == Self.dot)
        }
        return end > start ? Place(name: name, range: start..<end) : nil
    }

    /// The first index whose name does not satisfy `isBefore`, which holds for none after that.
    private func firstIndex(in range: Range<Int>, _ isBefore: ([UInt8]) -> Bool) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(parameters[middle].name) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The numbers that stand after `place`'s name, in their order, each once.
    private func indices(at place: Place?) throws(WireError) -> [(number: Int, place: Place)] {
        guard let place else { return [] }
        var numbers: Set<Int> = []
        for parameter in parameters[place.range] where parameter.name.count > place.name.count {
            let digits = parameter.name[place.name.count...].dropFirst().prefix { $0 != Self.dot }
            numbers.insert(try number(digits))
        }
        return numbers.sorted().compactMap { number in
            find(place.appending(String(number)), in: place.range).map { (number, $0) }
        }
    }

    private func number(_ digits: ArraySlice<UInt8>) throws(WireError) -> Int {
        let isNumber = digits.allSatisfy { (0x30...0x39).contains($0) } && digits.first != UInt8(ascii: "0")
        guard isNumber, digits.count <= Self.indexDigitsMax, let number = Int(String(decoding: digits, as: UTF8.self))
        else { throw .unexpectedType(expected: "index", at: String(decoding: digits, as: UTF8.self)) }
        return number
    }
}
