import AWSCore

/// Whoever answers the cases: takes an operation's input as plain JSON data and gives its output the same way.
protocol ConformanceClient: Sendable {
    func call(_ operation: String, _ input: Document) async throws -> Answer
}

enum Answer: Sendable {
    case output(Document)
    case failure(code: String, message: String?)
}

/// Asks through any client of a service that the project has: the emulator behind its call chain, or the live one.
struct TypedClient<Service: ServiceModel>: ConformanceClient {
    let client: Service.Client

    func call(_ operation: String, _ input: Document) async throws -> Answer {
        guard let found = Service.operations.first(where: { $0.schema.name == operation }) else {
            throw SuiteError("\(Service.metadata.serviceID) has no operation \(operation)")
        }
        return try await call(found, input)
    }

    private func call<Found: ServiceOperation<Service>>(_ operation: Found, _ input: Document) async throws -> Answer {
        let schema = operation.schema
        let typed: Found.Input
        let answer: Answer
        do {
            typed = try Found.Input(Document(json: input.json(), as: .structure { schema.input }))
        } catch WireError.missingMember, WireError.notOneMember {
            throw CannotAsk("the types of \(schema.name) have no such value: \(input.jsonText())")
        }
        do throws(ServiceError<Service>) {
            let output = try await operation.typed.perform(client, typed)
            answer = .output(output.document)
        } catch {
            answer = .failure(code: error.code.rawValue, message: error.message)
        }
        guard case .output(let document) = answer else { return answer }
        return .output(try Document(json: document.json()))
    }
}

/// The client's types cannot hold the question.
struct CannotAsk: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
