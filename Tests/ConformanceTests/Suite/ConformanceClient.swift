import AWSCore

/// Whoever answers the cases: takes an operation's input as plain JSON data and gives its output the same way.
protocol ConformanceClient: Sendable {
    func call(_ operation: String, _ input: Document) async throws -> Answer
}

enum Answer: Sendable {
    case output(Document)
    case failure(code: String, message: String?)
}

/// Asks any invoker of a service: the emulator behind its call chain, or the live client.
struct InvokerClient<Service: ServiceModel>: ConformanceClient {
    let invoker: any OperationInvoker<Service>

    func call(_ operation: String, _ input: Document) async throws -> Answer {
        guard let found = Service.operations.first(where: { $0.schema.name == operation }) else {
            throw SuiteError("\(Service.metadata.serviceID) has no operation \(operation)")
        }
        return try await call(found, input)
    }

    private func call<Found: ServiceOperation<Service>>(_ operation: Found, _ input: Document) async throws -> Answer {
        let schema = operation.schema
        let typed: Found.Input
        do {
            typed = try Found.Input(Document(json: input.json(), as: .structure { schema.input }))
        } catch WireError.missingMember, WireError.notOneMember {
            throw CannotAsk("the types of \(schema.name) have no such value: \(input.jsonText())")
        }
        do {
            let output = try await invoker.invoke(operation.typed, typed)
            return .output(try Document(json: output.document.json()))
        } catch {
            return .failure(code: error.code.rawValue, message: error.message)
        }
    }
}

/// The client's types cannot hold the question.
struct CannotAsk: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
