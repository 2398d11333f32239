import AWSCore
import AWSLambda

/// TagResource: sets tags of a function, replacing those of the same key.
enum TagResource {
    static func run(
        _ input: Lambda.TagResourceRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.TagResourceOutput {
        try RequestConstraints.check(input)
        let reference = try TaggedFunction.reference(input.resource, "TagResource", view.call)
        guard !input.tags.isEmpty else {
            throw .invalidParameter("An error occurred and the request cannot be processed.")
        }
        try await view.state.write(view.call) { session in
            let tags = try TaggedFunction.tags(reference, session).merging(input.tags) { $1 }
            try FunctionRules.checkTags(tags)
            try session.put(.tags, reference.name, "", tags.document.json())
        }
        return Lambda.TagResourceOutput()
    }
}

/// UntagResource: takes tags away; keys that are not there are passed over.
enum UntagResource {
    static func run(
        _ input: Lambda.UntagResourceRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.UntagResourceOutput {
        try RequestConstraints.check(input)
        let reference = try TaggedFunction.reference(input.resource, "UntagResource", view.call)
        try await view.state.write(view.call) { session in
            let tags = try TaggedFunction.tags(reference, session).filter { !input.tagKeys.contains($0.key) }
            if tags.isEmpty {
                try session.delete(.tags, reference.name, "")
            } else {
                try session.put(.tags, reference.name, "", tags.document.json())
            }
        }
        return Lambda.UntagResourceOutput()
    }
}

/// ListTags.
enum ListTags {
    static func run(
        _ input: Lambda.ListTagsRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.ListTagsResponse {
        try RequestConstraints.check(input)
        let reference = try TaggedFunction.reference(input.resource, "ListTags", view.call)
        let tags = try await view.state.read(view.call.owned(by: reference)) { session in
            try TaggedFunction.tags(reference, session)
        }
        return Lambda.ListTagsResponse(tags: tags)
    }
}

enum TaggedFunction {
    static func reference(
        _ arn: String, _ operation: String, _ call: Call
    ) throws(LambdaError) -> FunctionReference {
        guard arn.contains(":function:") else { throw .notEmulated(operation, parameter: "Resource \(arn)") }
        let reference = try FunctionReference(arn, in: call)
        guard reference.qualifier == nil else {
            throw .invalidParameter(
                "Tags on function aliases and versions are not supported. Please specify a function ARN.")
        }
        return reference
    }

    static func tags(_ reference: FunctionReference, _ session: Session) throws -> [String: String] {
        _ = try session.existing(reference)
        guard let entry = try session.entry(.tags, reference.name) else { return [:] }
        return try [String: String](Document(json: entry.value))
    }
}
