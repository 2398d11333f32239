import Foundation

/// From a pruned model on disk to the text of a target's files.
package enum Generator {
    package static func files(of service: ServiceSelection, models: String) throws -> [GeneratedFile] {
        let path = URL(filePath: models).appending(path: "\(service.model).json")
        let model = try JSONReader.read(Array(try Data(contentsOf: path)))
        let emitter = ServiceEmitter(try ServiceSource(service, model))
        try NameClashes.check(emitter)
        return emitter.files()
    }
}
