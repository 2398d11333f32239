import AWSCore
import AWSLambda
import World

/// Invoke: runs a function and waits for it, or takes an event and runs it later, or only looks whether it could.
enum Invoke {
    static func run(
        _ input: Lambda.InvocationRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.InvocationResponse {
        if !isPlain(input) { try RequestConstraints.check(input) }
        try Refusals.refuse(
            "Invoke",
            [("DurableExecutionName", input.durableExecutionName != nil), ("TenantId", input.tenantId != nil)])
        let type = input.invocationType ?? .requestResponse
        try InvocationPayload.checkSize(input.payload, type.rawValue)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        let function = try await view.state.invocable(reference, at: view.call.now)
        try InvokePermission.check(function, view)
        if type == .dryRun { return Lambda.InvocationResponse(statusCode: 204, payload: Blob()) }
        let payload = try InvocationPayload(input.payload)
        let context = try InvocationPayload.clientContext(input.clientContext)
        if type == .event {
            try view.state.checkRegistered(function)
            try await view.state.accept(
                AcceptedEvent(
                    reference: reference, requestID: view.scope.requestID, payload: payload.bytes,
                    clientContext: context, accepted: view.state.world.clock.now))
            return Lambda.InvocationResponse(statusCode: 202, payload: Blob())
        }
        let result = try await view.state.perform(
            Invocation(
                function: function, requestID: view.scope.requestID, event: payload.event,
                eventBytes: payload.bytes.count, clientContext: context, scope: view.scope))
        return Lambda.InvocationResponse(
            statusCode: 200, functionError: result.functionError,
            logResult: input.logType == .tail ? result.logTail : nil, payload: Blob(result.payload),
            executedVersion: result.executedVersion)
    }
}

extension Invoke {
    /// What is called most should not be walked through by the model's constraints when it plainly satisfies them.
    private static func isPlain(_ input: Lambda.InvocationRequest) -> Bool {
        let isName = input.functionName.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        let types: Set<Lambda.InvocationType?> = [nil, .requestResponse, .event, .dryRun]
        return isName && (1...LambdaLimits.functionNameLengthMax).contains(input.functionName.utf8.count)
            && input.qualifier == nil && types.contains(input.invocationType)
            && (input.logType == nil || input.logType == .tail || input.logType == Lambda.LogType.none)
            && input.durableExecutionName == nil && input.tenantId == nil
    }
}

/// Whether a service may invoke a function: its policy must say so. Named callers have been judged before.
enum InvokePermission {
    private static let action = "lambda:InvokeFunction"

    static func check(_ function: InvocableFunction, _ view: LambdaEmulator) throws(LambdaError) {
        let principal = view.scope.principal
        guard view.state.settings.checksServicePermissions, principal.kind == .service || principal.kind == .anonymous
        else { return }
        let reference = function.reference
        let request = AuthorizationRequest(
            principal: principal, action: action, resource: reference.arn,
            context: ConditionContext(view.scope.caller.conditionContext))
        let policies = ApplicablePolicies(resource: function.policy, resourceAccount: reference.account)
        guard PolicyEvaluator.evaluate(request, policies) != .allowed else { return }
        throw .accessDenied(principal.arn, action: action, resource: reference.arn)
    }
}
