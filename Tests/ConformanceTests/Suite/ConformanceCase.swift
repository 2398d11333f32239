import AWSCore
import Testing

/// One case of a suite: what is asked, step by step, and what must be answered. See `Cases/README.md`.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// The service's folder.
    let service: String
    /// Its place in the suite, from 1: the account that it has for itself.
    let number: Int
    /// What it begins with: steps that must succeed.
    let given: [Step]
    let steps: [Step]

    struct Step: Sendable {
        let operation: String
        let input: Document
        let expectation: Expectation
        /// Names for what stands at a path of the answer.
        let keeps: Document.Object
        /// Seconds within which the answer may become what is expected.
        let within: Int
    }

    enum Expectation: Sendable {
        case success(gives: Document.Object)
        case failure(code: String, message: Document)
    }

    var testDescription: String { "\(service): \(name)" }

    /// Twelve digits: clients pass them as their access key, by which servers tell accounts apart.
    var account: String { String(repeating: "0", count: 12 - String(number).count) + String(number) }

    /// What `$word` stands for from the start. `$name` is the case's own in its service.
    /// - Parameter now: seconds since 1970 by the clock of whoever answers.
    func names(account: String? = nil, prefix: String = "case", region: String = "us-east-1", now: Int64)
        -> [String: Document]
    {
        let ago = now - 3600
        return [
            "account": .string(account ?? self.account), "name": .string("\(prefix)-\(number)"),
            "region": .string(region),
            "nowSeconds": .number(Number(now)), "agoSeconds": .number(Number(ago)),
            "nowMs": .number(Number(now * 1000)), "agoMs": .number(Number(ago * 1000)),
        ]
    }
}

extension ConformanceCase {
    init(_ document: Document, of service: String, number: Int, beginnings: Document, file: String) throws {
        guard let name = document["case"]?.string, let steps = document["steps"]?.list else {
            throw SuiteError("\(file): a case needs 'case' and 'steps'")
        }
        self.name = name
        self.service = service
        self.number = number
        given = try (document["given"]?.list ?? []).flatMap { wanted in
            guard let key = wanted.string, let steps = beginnings[key]?.list else {
                throw SuiteError("\(file), \(name): nothing is given by \(wanted)")
            }
            return try steps.map { try Step($0, of: key, in: "given.yaml") }
        }
        self.steps = try steps.map { try Step($0, of: name, in: file) }
    }
}

extension ConformanceCase.Step {
    init(_ document: Document, of name: String, in file: String) throws {
        guard let entries = document.object?.entries, let call = entries.first else {
            throw SuiteError("\(file), \(name): a step begins with its operation")
        }
        operation = call.name
        input = call.value
        let unknown = entries.dropFirst().map(\.name).filter { !["gives", "fails", "keeps", "within"].contains($0) }
        guard unknown.isEmpty else { throw SuiteError("\(file), \(name): a step has no \(unknown)") }
        within = document["within"]?.int ?? 0
        keeps = document["keeps"]?.object ?? Document.Object()
        if let failure = document["fails"]?.object?.entries.first {
            expectation = .failure(code: failure.name, message: failure.value)
        } else {
            expectation = .success(gives: document["gives"]?.object ?? Document.Object())
        }
    }
}

struct SuiteError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
