/// Text with `*` for any characters and `?` for one.
enum Glob {
    /// - Complexity: O(text × pattern) at worst.
    static func matches(_ text: String, _ pattern: String) -> Bool {
        let (text, pattern) = (Array(text), Array(pattern))
        var (at, position) = (0, 0)
        var star: (pattern: Int, text: Int)?
        while at < text.count {
            if position < pattern.count, pattern[position] == "*" {
                star = (position, at)
                position += 1
            } else if position < pattern.count, pattern[position] == "?" || pattern[position] == text[at] {
                (at, position) = (at + 1, position + 1)
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                (at, position) = (last.text + 1, last.pattern + 1)
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == "*" }
    }
}
