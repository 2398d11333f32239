/// The part of a conversation that a model is shown.
enum HistoryWindow {
    /// The last messages of at most `charactersMax` in all, from a user's message on, roles taking turns.
    static func fitting(_ messages: [ConversationMessage], charactersMax: Int) -> [ConversationMessage] {
        var characters = 0
        var window: [ConversationMessage] = []
        for message in messages.reversed() {
            characters += message.content.count
            guard characters <= charactersMax else { break }
            // Two of one role stand together where turns ran at the same time; the later one counts.
            if window.last?.role != message.role { window.append(message) }
        }
        if window.first?.role == .user { window.removeFirst() }
        if window.last?.role == .assistant { window.removeLast() }
        return window.reversed()
    }
}
