public import AWSCore

extension OpenSearch {
    /// One request that has been understood: an operation and its input.
    public protocol Call: Sendable {
        /// "Search".
        var operationName: String { get }
        /// Performs it, and words whatever comes of it as a response.
        func answer(by invoker: any OperationInvoker<OpenSearch>) async -> HTTPResponse
        /// The same by a client, past any invoker.
        func answer(by client: any OpenSearchClient) async -> HTTPResponse
    }
}

struct PreparedCall<Input: OpenSearchInput, Output: OpenSearchOutput>: OpenSearch.Call {
    let operation: Operation<OpenSearch, Input, Output>
    let input: Input

    var operationName: String { operation.schema.name }

    func answer(by invoker: any OperationInvoker<OpenSearch>) async -> HTTPResponse {
        await answer { () async throws(OpenSearchError) in try await invoker.invoke(operation, input) }
    }

    func answer(by client: any OpenSearchClient) async -> HTTPResponse {
        await answer { () async throws(OpenSearchError) in try await operation.perform(client, input) }
    }

    private func answer(_ perform: () async throws(OpenSearchError) -> Output) async -> HTTPResponse {
        let parameters = input.parts.parameters
        do throws(OpenSearchError) {
            let output = try await perform()
            return operation.schema.method == "HEAD"
                ? HTTPResponse(status: output.status) : ResponseText.response(output, parameters)
        } catch {
            return operation.schema.method == "HEAD"
                ? HTTPResponse(status: error.status) : OpenSearch.response(to: error, parameters)
        }
    }
}
