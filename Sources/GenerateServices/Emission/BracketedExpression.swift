/// `head( item, item )` or `head[ item, item ]`, taken apart at the commas between the outermost brackets.
struct BracketedExpression {
    /// Up to and with the opening bracket.
    let head: String
    let items: [String]
    /// The closing bracket and what follows it: more brackets, a comma.
    let tail: String
    let isArray: Bool

    /// nil for text that does not end in a closing bracket, or that spans lines.
    init?(_ text: String) {
        guard !text.contains("\n"), let open = text.firstIndex(where: { "([".contains($0) }) else { return nil }
        isArray = text[open] == "["
        head = String(text[...open])
        var items: [String] = []
        var item = ""
        var depth = 0
        var isQuoted = false
        var rest = text[text.index(after: open)...]
        while let character = rest.first, depth > 0 || isQuoted || !")]".contains(character) {
            rest.removeFirst()
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted { depth += "([{".contains(character) ? 1 : ")]}".contains(character) ? -1 : 0 }
            if !isQuoted, depth == 0, character == "," {
                items.append(item)
                item = ""
            } else if !item.isEmpty || character != " " {
                item.append(character)
            }
        }
        guard !rest.isEmpty, rest.allSatisfy({ ")],".contains($0) }) else { return nil }
        self.items = items + [item]
        tail = String(rest)
    }
}
