import AWSCore
import Documents

/// Reads the files of a corpus and prints one line of JSON a file, in the form that the corpus's `check.py` takes.
///
///     DocumentsCheck CORPUS-FOLDER > results.jsonl      every file that its expectations.jsonl names
///     DocumentsCheck --chunks FILE [PASSWORD]           the chunks of one file, to read
///
/// Every file is read by a worker of its own, this program again, as the product does it.
@main
enum DocumentsCheck {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case ExtractionWorker.subcommand: ExtractionWorker.main()
        case "--chunks": try await printChunks(Array(arguments.dropFirst()))
        case let folder?: try await check(folder)
        case nil:
            Output.complain("usage: DocumentsCheck CORPUS-FOLDER | --chunks FILE [PASSWORD]")
        }
    }

    private static func check(_ folder: String) async throws {
        guard let lines = Files.read("\(folder)/expectations.jsonl") else {
            return Output.complain("there is no \(folder)/expectations.jsonl")
        }
        for line in lines.split(separator: UInt8(ascii: "\n")) {
            let expectation = try Document(json: Array(line))
            guard let file = expectation["file"]?.string, let bytes = Files.read("\(folder)/\(file)") else { continue }
            let password = expectation["password"]?.string
            await Output.write(result(of: file, bytes, password: password))
            if password != nil {
                var result = await result(of: file, bytes, password: nil)
                result.entries.append(Document.Entry("with_password", false))
                Output.write(result)
            }
        }
    }

    private static func result(of file: String, _ bytes: [UInt8], password: String?) async -> Document.Object {
        var result = Document.Object([Document.Entry("file", .string(file))])
        let clock = ContinuousClock()
        let start = clock.now
        do throws(ExtractionError) {
            let document = try await ExtractionWorker().extract(bytes, name: file, password: password)
            result["text"] = .string(document.text)
            result["error"] = .null
            if let pages = document.pageCount {
                result["pages"] = .number(Number(pages))
                result["page_texts"] = .list((1...pages).map { .string(document.text(ofPage: $0)) })
            } else {
                result["sheets"] = .list(document.sheets.map { .string($0.name) })
                result["hidden"] = .list(document.sheets.filter(\.isHidden).map { .string($0.name) })
                if password == nil { result["cells"] = .object(Cells.all(in: try WorkbookReader.read(bytes))) }
            }
        } catch {
            result["error"] = .string(error.kind.rawValue)
            result["message"] = .string(error.description)
        }
        result["ms"] = .number(Number((start.duration(to: clock.now) / .milliseconds(1)).rounded()))
        return result
    }

    private static func printChunks(_ arguments: [String]) async throws {
        guard let file = arguments.first, let bytes = Files.read(file) else { return Output.complain("no such file") }
        let password = arguments.dropFirst().first
        do {
            let document = try await ExtractionWorker().extract(bytes, name: file, password: password)
            for chunk in Chunker().chunks(of: document) {
                Output.write("--- \(chunk.ordinal) · \(chunk.characterCount) characters · \(chunk.source)\n")
                Output.write(chunk.text + "\n")
            }
        } catch { Output.complain(error.description) }
    }
}
