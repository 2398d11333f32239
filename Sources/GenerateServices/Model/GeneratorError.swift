/// What stops the generator: a model, a table or a file that is not as it must be, told in a sentence.
package struct GeneratorError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
