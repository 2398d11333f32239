import AWSCore
import AWSOpenSearch

/// A document as it was sent, with its vectors as numbers: as text they would be most of it.
///
/// OpenSearch does the same (documentation, "k-NN vector", derived vector source). A vector whose text is not the one
/// that its numbers would be written as stays in the text, so that a caller gets back what was sent.
struct StoredSource: Hashable, Sendable {
    /// JSON, without the members that ``vectors`` holds.
    let json: [UInt8]
    /// As ``VectorMembers`` reads it; empty for none.
    let vectors: [UInt8]

    /// As it lies in the storage.
    init(json: [UInt8], vectors: [UInt8]) {
        self.json = json
        self.vectors = vectors
    }

    init(_ object: Document.Object, _ mapping: Mapping) {
        var rest = Document.Object()
        var writer = SegmentWriter()
        for (place, entry) in object.entries.enumerated() {
            guard mapping.fields[entry.name]?.isKeptAsNumbers ?? false,
                let vector = VectorMembers.numbers(of: entry.value)
            else {
                rest.entries.append(entry)
                continue
            }
            writer.put(place)
            writer.put(entry.name)
            writer.put(vector)
        }
        json = Document.object(rest).json()
        vectors = writer.bytes
    }

    /// As it was sent.
    func document() throws(WireError) -> Document {
        let rest = try Document(json: json)
        guard !vectors.isEmpty, case .object(var object) = rest else { return rest }
        for member in VectorMembers(vectors) {
            let list = Document.list(member.vector.map { .number(Number($0)) })
            object.entries.insert(.init(member.name, list), at: min(member.place, object.entries.count))
        }
        return .object(object)
    }

    /// Without some of its members, which are not read.
    func document(without names: Set<String>) throws(WireError) -> Document {
        let isWhole = VectorMembers(vectors).allSatisfy { names.contains($0.name) }
        if isWhole { return try Document(json: json, without: names) }
        let whole = try document()
        guard let object = whole.object else { return whole }
        return .object(Document.Object(object.entries.filter { !names.contains($0.name) }))
    }

    var byteCount: Int { json.count + vectors.count }
}

/// The members of a document that are vectors: name, place among all members, and components.
struct VectorMembers: Sequence, IteratorProtocol {
    private var reader: SegmentReader

    init(_ bytes: [UInt8]) {
        reader = SegmentReader(bytes)
    }

    mutating func next() -> (place: Int, name: String, vector: [Float])? {
        guard !reader.isAtEnd, let place = try? reader.integer(), let name = try? reader.text(),
            let vector = try? reader.array(of: Float.self)
        else { return nil }
        return (place, name, vector)
    }

    /// nil when the numbers would be written in another way than they were.
    static func numbers(of value: Document) -> [Float]? {
        guard let elements = value.list else { return nil }
        var numbers: [Float] = []
        numbers.reserveCapacity(elements.count)
        for element in elements {
            guard case .number(let number) = element, let value = number.double, case let component = Float(value),
                component.isFinite, Number(component) == number
            else { return nil }
            numbers.append(component)
        }
        return numbers
    }
}

extension FieldMapping {
    /// Nothing but the index of vectors reads the values.
    fileprivate var isKeptAsNumbers: Bool { vector?.dataType == .float && copyTo.isEmpty && subfields.isEmpty }
}
