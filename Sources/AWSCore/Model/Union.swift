// What the generated unions share.

extension Document {
    /// An object with one member.
    public static func member(_ name: String, _ value: some DocumentConvertible) -> Document {
        .object(Object([Entry(name, value.document)]))
    }
}

extension Document.Entry {
    /// The value as the type that a union's member has.
    public func typed<Value: DocumentConvertible>() throws(WireError) -> Value {
        do throws(WireError) {
            return try Value(value)
        } catch {
            throw error.inside(name)
        }
    }
}
