import AWSCore
import World

/// Why the control API does not do what it was asked, in words for whoever asked.
struct ControlFailure: Error {
    let status: Int
    /// What programs match on.
    let error: String
    let message: String
    /// The methods that the path knows.
    var allow: String?

    init(_ status: Int, _ error: String, _ message: String, allow: String? = nil) {
        self.status = status
        self.error = error
        self.message = message
        self.allow = allow
    }

    static func invalid(_ message: String) -> ControlFailure {
        ControlFailure(400, "ValidationError", message)
    }

    /// What the storage or a new world failed with.
    init(_ error: any Error) {
        self =
            error as? ControlFailure
            ?? ControlFailure(500, "InternalError", (error as? StorageError)?.message ?? "\(error)")
    }

    var response: HTTPResponse {
        var response = HTTPResponse.control(["error": .string(error), "message": .string(message)], status: status)
        response.headers["Allow"] = allow
        return response
    }
}

extension HTTPResponse {
    static func control(_ document: Document, status: Int = 200) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
            body: .bytes(document.json()))
    }
}
