/// The words of a command line, to be shown as someone would type them again.
package struct CommandWords: Sendable {
    private var words: [String]

    /// - Parameter words: behind the program's name.
    package init(_ words: [String] = Array(CommandLine.arguments.dropFirst())) {
        self.words = words
    }

    /// The same command with one option of another value: `kass up --data kb --port 8081`.
    package func with(_ option: String, _ value: String) -> String {
        var (kept, isValue) = ([String](), false)
        for word in words {
            if isValue || word.hasPrefix("\(option)=") {
                isValue = false
            } else if word == option {
                isValue = true
            } else {
                kept.append(word)
            }
        }
        return (["kass"] + kept + [option, value]).map(Self.quoted).joined(separator: " ")
    }

    /// As a shell reads it as one word.
    private static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "-_./:=,@%+".contains($0) }
        return isPlain ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
    }
}
