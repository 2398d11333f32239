package import AWSDynamoDB

extension DocumentPath {
    /// The value that stands there in `item`; nil when there is none, or something on the way is no map or list.
    package func value(in item: Item) -> DynamoDB.AttributeValue? {
        guard var value = item[attribute] else { return nil }
        for element in elements.dropFirst() {
            switch (element, value) {
            case (.attribute(let name), .m(let members)):
                guard let member = members[name] else { return nil }
                value = member
            case (.index(let index), .l(let elements)):
                guard elements.indices.contains(index) else { return nil }
                value = elements[index]
            default: return nil
            }
        }
        return value
    }
}
