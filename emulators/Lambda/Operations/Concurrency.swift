import AWSCore
import AWSLambda

/// PutFunctionConcurrency: keeps a part of the account's concurrency for one function, and holds it to that.
enum PutFunctionConcurrency {
    static func run(
        _ input: Lambda.PutFunctionConcurrencyRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.Concurrency {
        try RequestConstraints.check(input)
        let reference = try ConcurrencyRules.reference(input.functionName, view.call)
        let asked = input.reservedConcurrentExecutions
        return try await view.state.change(view.call) { session in
            _ = try session.existing(reference)
            let others = try session.reservedConcurrencySum(except: reference.name)
            guard
                LambdaLimits.accountConcurrency - others - asked >= LambdaLimits.unreservedConcurrencyMin || asked == 0
            else {
                throw LambdaError.invalidParameter(
                    "Specified ReservedConcurrentExecutions for function decreases account's "
                        + "UnreservedConcurrentExecution below its minimum value of "
                        + "[\(LambdaLimits.unreservedConcurrencyMin)].")
            }
            let provisioned = try ProvisionedConcurrency.sum(reference.name, session)
            guard asked >= provisioned else {
                // The words as recorded, spaces included (test_reserved_provisioned_overlap).
                throw LambdaError.invalidParameter(
                    " ReservedConcurrentExecutions  \(asked) should not be lower than function's total provisioned "
                        + "concurrency [\(provisioned)].")
            }
            let concurrency = Lambda.Concurrency(reservedConcurrentExecutions: asked)
            try session.put(.concurrency, reference.name, "", concurrency)
            return concurrency
        }
    }
}

/// GetFunctionConcurrency.
enum GetFunctionConcurrency {
    static func run(
        _ input: Lambda.GetFunctionConcurrencyRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.GetFunctionConcurrencyResponse {
        try RequestConstraints.check(input)
        let reference = try ConcurrencyRules.reference(input.functionName, view.call)
        return try await view.state.read(view.call.owned(by: reference)) { session in
            _ = try session.existing(reference)
            return Lambda.GetFunctionConcurrencyResponse(
                reservedConcurrentExecutions: try session.reservedConcurrency(reference.name))
        }
    }
}

/// DeleteFunctionConcurrency.
enum DeleteFunctionConcurrency {
    static func run(
        _ input: Lambda.DeleteFunctionConcurrencyRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.DeleteFunctionConcurrencyOutput {
        try RequestConstraints.check(input)
        let reference = try ConcurrencyRules.reference(input.functionName, view.call)
        try await view.state.change(view.call) { session in
            _ = try session.existing(reference)
            try session.delete(.concurrency, reference.name, "")
        }
        return Lambda.DeleteFunctionConcurrencyOutput()
    }
}

enum ConcurrencyRules {
    static func reference(_ name: String, _ call: Call) throws(LambdaError) -> FunctionReference {
        let reference = try FunctionReference(name, in: call)
        guard reference.qualifier == nil else {
            throw .invalidParameter(
                "This operation is permitted on Lambda functions only. Aliases and versions do "
                    + "not support this operation. Please specify either a function name or an unqualified function ARN."
            )
        }
        return reference
    }
}
