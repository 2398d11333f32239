/// Keeps a member on the heap, so that a generated structure may contain itself.
@propertyWrapper
public enum Indirect<Value: Sendable>: Sendable {
    indirect case value(Value)

    public init(wrappedValue: Value) {
        self = .value(wrappedValue)
    }

    public var wrappedValue: Value {
        get {
            switch self {
            case .value(let value): value
            }
        }
        set { self = .value(newValue) }
    }
}
