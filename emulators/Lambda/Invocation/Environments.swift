import AWSCore
import AWSLambda
import Functions
import World

/// What runs one invocation at a time of one version of a function, under a log stream of its own.
struct ExecutionEnvironment: Sendable {
    let key: Environments.Key
    let function: any LambdaFunction
    /// The session of the function's role.
    let caller: Caller
    let logGroup: String
    let logStream: String
    /// Nothing has run in it yet.
    var isNew = true
    var lastUsed: Timestamp
}

/// The execution environments that wait for work.
final class Environments: Sendable {
    struct Key: Hashable, Sendable {
        let reference: FunctionReference
        /// Of the code and settings that the environment was made for.
        let revision: String
    }

    private let idle = Lock<[FunctionReference: [ExecutionEnvironment]]>([:])
    private let names: SeededStream

    init(names: SeededStream) {
        self.names = names
    }

    /// The environment that was used last, if there is one that fits; the others are given up.
    func take(_ key: Key, at now: Timestamp, idleLifetime: Duration) -> ExecutionEnvironment? {
        idle.withLock { idle in
            var all = (idle[key.reference] ?? []).filter { $0.key == key && now - $0.lastUsed <= idleLifetime }
            let taken = all.popLast()
            idle[key.reference] = all.isEmpty ? nil : all
            return taken
        }
    }

    func giveBack(_ environment: ExecutionEnvironment, at now: Timestamp) {
        var environment = environment
        environment.isNew = false
        environment.lastUsed = now
        idle.withLock { $0[environment.key.reference, default: []].append(environment) }
    }

    /// Gives up all environments of a function, or of one version.
    func discard(_ reference: FunctionReference) {
        idle.withLock { idle in
            idle = idle.filter { key, _ in
                key.functionARN != reference.functionARN
                    || (reference.qualifier != nil && key.qualifier != reference.qualifier)
            }
        }
    }

    /// `2025/01/01/[$LATEST]0123456789abcdef0123456789abcdef`
    func logStreamName(version: String, at now: Timestamp) -> String {
        let day = now.text(.dateTime).prefix(10).split(separator: "-").joined(separator: "/")
        return "\(day)/[\(version)]\(names.hex(32))"
    }
}

extension LambdaState {
    /// An environment for a version: a warm one, or a new one.
    /// - Throws: NotImplemented when no function is registered for the version's handler.
    func environment(
        for record: FunctionRecord, of reference: FunctionReference
    ) throws(LambdaError) -> ExecutionEnvironment {
        let configuration = record.configuration
        let key = Environments.Key(
            reference: reference.with(record.version), revision: configuration.revisionId ?? "")
        let now = world.clock.now
        if let warm = environments.take(key, at: now, idleLifetime: settings.idleLifetime) { return warm }
        let group = configuration.loggingConfig?.logGroup ?? "/aws/lambda/\(reference.name)"
        let stream = environments.logStreamName(version: record.version, at: now)
        let hosted = HostedFunction(record, reference, logGroup: group, logStream: stream)
        guard let function = host(hosted) else {
            throw .notRegistered(handler: hosted.handler, function: reference.functionARN)
        }
        return ExecutionEnvironment(
            key: key, function: function, caller: hosted.caller, logGroup: group, logStream: stream, lastUsed: now)
    }

    /// Whether something would run, so that an event which nothing can handle is refused at once.
    func checkRegistered(_ function: InvocableFunction) throws(LambdaError) {
        for target in function.targets {
            let hosted = HostedFunction(target.record, function.reference, logGroup: "", logStream: "")
            guard host(hosted) != nil else {
                throw .notRegistered(handler: hosted.handler, function: function.reference.functionARN)
            }
        }
    }
}

extension HostedFunction {
    fileprivate init(
        _ record: FunctionRecord, _ reference: FunctionReference, logGroup: String, logStream: String
    ) {
        let configuration = record.configuration
        functionName = reference.name
        version = record.version
        // Images name what they run by their command.
        handler = configuration.handler ?? configuration.imageConfigResponse?.imageConfig?.command?.first ?? ""
        functionARN = reference.functionARN
        roleARN = configuration.role ?? ""
        memoryMB = configuration.memorySize ?? LambdaLimits.memoryMBDefault
        let role = roleARN.split(separator: "/").last.map(String.init) ?? roleARN
        let account = (try? ARN(roleARN))?.account ?? reference.account
        caller = Caller(
            principal: .assumedRole(role, session: reference.name, account: account), account: reference.account,
            region: reference.region)
        var variables = configuration.environment?.variables ?? [:]
        variables["AWS_REGION"] = reference.region
        variables["AWS_DEFAULT_REGION"] = reference.region
        variables["AWS_LAMBDA_FUNCTION_NAME"] = reference.name
        variables["AWS_LAMBDA_FUNCTION_VERSION"] = record.version
        variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = String(memoryMB)
        variables["AWS_LAMBDA_LOG_GROUP_NAME"] = logGroup
        variables["AWS_LAMBDA_LOG_STREAM_NAME"] = logStream
        variables["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand"
        variables["AWS_EXECUTION_ENV"] = "AWS_Lambda_\(configuration.runtime?.rawValue ?? "image")"
        variables["_HANDLER"] = handler
        environment = variables
    }
}
