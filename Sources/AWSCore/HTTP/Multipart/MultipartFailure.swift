/// Why bytes are no `multipart/form-data`, or more of it than is taken.
package enum MultipartFailure: Error, Hashable, Sendable {
    case badBoundary
    /// A delimiter is followed by something that is neither a part nor the end.
    case badDelimiter
    case badHeader
    case headersTooLarge
    /// A part does not say that it is `form-data` with a name.
    case notFormData
    case tooManyParts
    case cutShort

    package var message: String {
        switch self {
        case .badBoundary: "The Content-Type must be multipart/form-data with a boundary of 1 to 70 characters."
        case .badDelimiter: "A boundary of the form is followed by neither a part nor the end."
        case .badHeader: "A part of the form has a header that cannot be read."
        case .headersTooLarge: "A part of the form has too many headers."
        case .notFormData: "Each part of the form must have a Content-Disposition of form-data with a name."
        case .tooManyParts: "The form has too many parts."
        case .cutShort: "The form ended before it was complete."
        }
    }
}
