import AWSCore
import Foundation
import Testing
import Yams

/// One case of a suite: what is asked, step by step, and what must be answered. See `Cases/README.md`.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// Its place in the suite, from 1: the account that it has for itself.
    let number: Int
    /// The tables it starts with, as inputs of CreateTable.
    let tables: [Document]
    let steps: [Step]

    struct Step: Sendable {
        let operation: String
        let input: Document
        let expectation: Expectation
    }

    enum Expectation: Sendable {
        case success(gives: Document.Object)
        case failure(code: String, message: Document)
    }

    var testDescription: String { name }

    /// Twelve digits: clients pass them as their access key, by which servers tell accounts apart.
    var account: String { String(repeating: "0", count: 12 - String(number).count) + String(number) }
}

/// All cases of one service, in the order of their files' names.
struct ConformanceSuite: Sendable {
    let cases: [ConformanceCase]

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Cases")

    init(service: String) throws {
        let folder = Self.folder.appending(path: service)
        let tables = try Self.load(folder.appending(path: "tables.yaml"))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".yaml") && $0 != "tables.yaml"
        }
        var cases: [ConformanceCase] = []
        for file in files.sorted() {
            let listed = try Self.load(folder.appending(path: file))["cases"]?.list ?? []
            for each in listed {
                cases.append(try ConformanceCase(each, number: cases.count + 1, tables: tables, file: file))
            }
        }
        self.cases = cases
    }

    private static func load(_ file: URL) throws -> Document {
        guard let node = try Yams.compose(yaml: String(contentsOf: file, encoding: .utf8)) else {
            throw SuiteError("\(file.lastPathComponent) is empty")
        }
        return try Document(node)
    }
}

struct SuiteError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension ConformanceCase {
    init(_ document: Document, number: Int, tables: Document, file: String) throws {
        guard let name = document["case"]?.string, let steps = document["steps"]?.list else {
            throw SuiteError("\(file): a case needs 'case' and 'steps'")
        }
        self.name = name
        self.number = number
        self.tables = try (document["tables"]?.list ?? []).map { wanted in
            guard let key = wanted.string, let table = tables[key] else {
                throw SuiteError("\(file), \(name): no such table: \(wanted)")
            }
            return table
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
        let unknown = entries.dropFirst().map(\.name).filter { $0 != "gives" && $0 != "fails" }
        guard unknown.isEmpty else { throw SuiteError("\(file), \(name): a step has no \(unknown)") }
        if let failure = document["fails"]?.object?.entries.first {
            expectation = .failure(code: failure.name, message: failure.value)
        } else {
            expectation = .success(gives: document["gives"]?.object ?? Document.Object())
        }
    }
}
