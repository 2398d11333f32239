import Chatbot
import Documents
package import LocalCloud

extension LocalChatbotOptions {
    /// Documents are read by this program, started once more for each of them: see ``ExtractWorker``.
    package static var inThisProgram: LocalChatbotOptions {
        LocalChatbotOptions(documents: ExtractingReader(ExtractionWorker()))
    }
}
