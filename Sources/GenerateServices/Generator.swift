package import AWSCore
import Foundation

/// From a pruned model to the text of a target's files.
package enum Generator {
    /// - Parameter models: the directory of the pruned models.
    package static func files(of service: ServiceSelection, models: String) throws -> [GeneratedFile] {
        let path = URL(filePath: models).appending(path: "\(service.model).json")
        return try files(of: service, model: Document(json: Array(try Data(contentsOf: path))))
    }

    package static func files(of service: ServiceSelection, model: Document) throws -> [GeneratedFile] {
        let emitter = ServiceEmitter(try ServiceSource(service, model))
        try NameClashes.check(emitter)
        return emitter.files()
    }
}
