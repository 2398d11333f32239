import AWSCore

/// Why S3 does not take a form, with its code and words (S3 API reference, "Error responses"; those about conditions as
/// people report them).
struct FormRefusal: Error {
    let status: Int
    let code: String
    let message: String
    var members = Document.Object()

    static let malformed = FormRefusal(
        status: 400, code: "MalformedPOSTRequest",
        message: "The body of your POST request is not well-formed multipart/form-data.")
    static let fieldsTooLong = FormRefusal(
        status: 400, code: "MaxPostPreDataLengthExceededError",
        message: "Your POST request fields preceding the upload file were too large.")
    static let noFile = FormRefusal(
        status: 400, code: "IncorrectNumberOfFilesInPostRequest",
        message: "POST requires exactly one file upload per request.")
    static let noKey = FormRefusal(
        status: 400, code: "InvalidArgument",
        message:
            "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.")
    static let badPolicy = FormRefusal(
        status: 400, code: "InvalidPolicyDocument",
        message: "The content of the form does not meet the conditions specified in the policy document.")

    static func policy(_ why: String) -> FormRefusal {
        FormRefusal(status: 403, code: "AccessDenied", message: "Invalid according to Policy: \(why)")
    }

    /// A signature of the policy that is not taken, in the words of other requests.
    static func signature(_ reason: SigV4Failure.Reason) -> FormRefusal {
        let failure = SigV4Failure(reason).wireFailure(.s3)
        return FormRefusal(status: failure.status, code: failure.code, message: failure.message ?? "")
    }

    static func condition(_ kind: String, _ field: String, _ value: String) -> FormRefusal {
        policy("Policy Condition failed: [\"\(kind)\", \"$\(field)\", \"\(value)\"]")
    }

    static func tooLarge(_ count: Int, _ most: Int) -> FormRefusal {
        FormRefusal(
            status: 400, code: "EntityTooLarge", message: "Your proposed upload exceeds the maximum allowed size",
            members: sizes(count, "MaxSizeAllowed", most))
    }

    static func tooSmall(_ count: Int, _ least: Int) -> FormRefusal {
        FormRefusal(
            status: 400, code: "EntityTooSmall",
            message: "Your proposed upload is smaller than the minimum allowed size",
            members: sizes(count, "MinSizeAllowed", least))
    }

    static func notEmulated(_ field: String) -> FormRefusal {
        FormRefusal(status: 501, code: "NotImplemented", message: "The form field '\(field)' is not emulated.")
    }

    private static func sizes(_ count: Int, _ name: String, _ bound: Int) -> Document.Object {
        .init([.init("ProposedSize", .string(String(count))), .init(name, .string(String(bound)))])
    }
}
