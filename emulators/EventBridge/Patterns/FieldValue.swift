/// One value of an event, and which elements of which arrays it stands in.
struct FieldValue: Sendable {
    enum Kind: Hashable, Sendable {
        case text
        /// A number, true, false or null.
        case literal
    }

    let kind: Kind
    /// The value as written.
    let word: String
    let places: [ArrayPlace]

    /// Nil for what is no number, or not exactly one.
    var number: Double? { kind == .literal ? ComparableNumber.value(word) : nil }

    var address: InternetAddress? { kind == .text ? InternetAddress(word) : nil }
}

/// An element of one of the event's arrays, which are numbered in the order in which they begin.
struct ArrayPlace: Hashable, Sendable {
    let array: Int
    let element: Int
}
