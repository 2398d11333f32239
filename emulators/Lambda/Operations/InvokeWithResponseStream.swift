import AWSCore
import AWSLambda
import World

/// InvokeWithResponseStream: runs a function, and gives its answer on as it is written.
enum InvokeWithResponseStream {
    static func run(
        _ input: Lambda.InvokeWithResponseStreamRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.InvokeWithResponseStreamResponse {
        try RequestConstraints.check(input)
        try Refusals.refuse("InvokeWithResponseStream", [("TenantId", input.tenantId != nil)])
        let type = input.invocationType ?? .requestResponse
        try InvocationPayload.checkSize(input.payload, type.rawValue)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        let function = try await view.state.invocable(reference, at: view.call.now)
        try InvokePermission.check(function, view)
        if type == .dryRun { return Lambda.InvokeWithResponseStreamResponse(statusCode: 204) }
        let payload = try InvocationPayload(input.payload)
        let context = try InvocationPayload.clientContext(input.clientContext)
        let admission = try view.state.admit(function)
        let pipe = ResponsePipe()
        let invocation = Invocation(
            function: function, requestID: view.scope.requestID, event: payload.event,
            eventBytes: payload.bytes.count, clientContext: context, scope: view.scope,
            writer: pipe)
        let state = view.state
        let isLogWanted = input.logType == .tail
        state.world.spawn("lambda.stream.\(reference.name)") {
            await stream(invocation, admission, state, into: pipe, isLogWanted: isLogWanted)
        }
        return Lambda.InvokeWithResponseStreamResponse(
            statusCode: 200, executedVersion: admission.record.version,
            eventStream: EventStream(PipedEvents(pipe)), responseStreamContentType: "application/vnd.amazon.eventstream"
        )
    }

    private static func stream(
        _ invocation: Invocation, _ admission: Admission, _ state: LambdaState, into pipe: ResponsePipe,
        isLogWanted: Bool
    ) async {
        let result = await state.run(invocation, admission)
        if case .answered(let payload) = result.ending { try? await pipe.write(payload) }
        let details = result.ending.isError ? String(decoding: result.payload, as: UTF8.self) : nil
        pipe.finish(
            .init(
                errorCode: result.functionError, errorDetails: details, logResult: isLogWanted ? result.logTail : nil))
    }
}
