/// Knows messages that ask for nothing the knowledge base could hold: greetings, thanks, goodbyes.
///
/// They are told by their words alone, at no cost; whatever else stands in the message makes it a question.
enum SmallTalk {
    static let wordsMax = 6

    static func isSmallTalk(_ message: String) -> Bool {
        let words = TextForms.words(message).map(String.init)
        guard !words.isEmpty, words.count <= wordsMax else { return false }
        let text = words.joined(separator: " ")
        return phrases.contains(text)
            || words.allSatisfy { fillers.contains($0) } && words.contains { openers.contains($0) }
    }

    private static let openers: Set<String> = [
        "hi", "hello", "hey", "hiya", "howdy", "greetings", "morning", "afternoon", "evening", "thanks", "thank", "thx",
        "cheers", "bye", "goodbye", "ok", "okay", "great", "cool", "nice", "perfect", "welcome", "hallo", "danke",
        "bonjour", "merci", "hola", "gracias", "ciao", "grazie",
        "dank", "guten", "tschüss", "moin", "servus",
    ]
    private static let fillers: Set<String> = openers.union([
        "good", "there", "you", "very", "much", "so", "a", "lot", "for", "the", "help", "your", "kass", "again",
        "everyone", "all", "that", "is", "was", "got", "it", "and", "to", "see", "then", "now", "well",
        "schön", "sehr", "vielen", "tag", "morgen", "abend",
    ])
    private static let phrases: Set<String> = [
        "how are you", "how are you doing", "how is it going", "how s it going", "who are you", "what are you",
        "what can you do", "what s up", "nice to meet you", "see you", "see you later", "have a nice day",
        "good night", "test", "ping", "help", "auf wiedersehen", "wer bist du", "was kannst du", "hilfe",
    ]
}
