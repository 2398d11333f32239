import AWSCore
import AWSLambda

/// Invokes functions as API Gateway does, and maps their failures as it does.
struct FunctionGateway: Sendable {
    let lambda: any LambdaClient
    let configuration: FrontDoorConfiguration

    typealias Events = EventStream<Lambda.InvokeWithResponseStreamResponseEvent>

    /// The function's response to a request.
    func answer(
        _ received: Received, body: [UInt8], by function: String
    ) async throws(APIFailure) -> HTTPResponse {
        let event = ProxyEvent.make(received, body: body, configuration)
        return try ProxyResponse(try await payload(of: function, event)).response
    }

    /// What a function returns for a direct invocation.
    func result(of function: String, _ event: Document) async throws(APIFailure) -> Document {
        guard let document = try? Document(json: try await payload(of: function, event)) else { throw .functionFailed }
        return document
    }

    /// A response piece by piece.
    func stream(_ received: Received, body: [UInt8], from function: String) async throws(APIFailure) -> Events {
        let event = ProxyEvent.make(received, body: body, configuration)
        do throws(LambdaError) {
            let output = try await lambda.invokeWithResponseStream(
                Lambda.InvokeWithResponseStreamRequest(functionName: function, payload: Blob(event.json())))
            return output.eventStream
        } catch {
            throw Self.failure(error)
        }
    }

    private func payload(of function: String, _ event: Document) async throws(APIFailure) -> [UInt8] {
        let response: Lambda.InvocationResponse
        do throws(LambdaError) {
            response = try await lambda.invoke(
                Lambda.InvocationRequest(
                    functionName: function, invocationType: .requestResponse, payload: Blob(event.json())))
        } catch {
            throw Self.failure(error)
        }
        guard response.functionError == nil else { throw .functionFailed }
        return response.payload?.bytes ?? []
    }

    private static func failure(_ error: LambdaError) -> APIFailure {
        error.isThrottling || error.status == 429 ? .throttled : .functionFailed
    }
}
