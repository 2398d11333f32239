/// What is wrong with a file that someone has written, where, and what should stand there.
public struct FileMistake: Error, Hashable, Sendable, CustomStringConvertible {
    public let file: String
    /// From 1.
    public let line: Int
    public let column: Int
    public let message: String

    public init(file: String, line: Int, column: Int = 1, _ message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    /// As compilers say it, so that editors can jump there.
    public var description: String { "\(file):\(line):\(column): \(message)" }
}
