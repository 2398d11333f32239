/// A piece of text that a model was given to answer from.
package struct Passage: Hashable, Sendable {
    /// What an answer cites it by: "1", or the name of a document.
    package var label: String
    package var title: String?
    package var text: String
    /// False where the prompt gave it no number or name, so that nothing can cite it.
    package var isLabelled: Bool

    package init(label: String, title: String? = nil, text: String, isLabelled: Bool = true) {
        self.label = label
        self.title = title
        self.text = text
        self.isLabelled = isLabelled
    }
}
