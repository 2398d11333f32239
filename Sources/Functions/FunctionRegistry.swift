/// The functions that can run inside this process, by the handler that a function's configuration names.
///
/// What a deployment package is on AWS: CreateFunction's `Handler` chooses one of these.
public struct FunctionRegistry: Sendable {
    private let functions: [String: any LambdaFunction]

    public init(_ functions: [String: any LambdaFunction] = [:]) {
        self.functions = functions
    }

    /// - Parameter handler: such as `orchestrator`.
    public subscript(handler: String) -> (any LambdaFunction)? { functions[handler] }

    /// Sorted.
    public var handlers: [String] { functions.keys.sorted() }
}
