/// What is known of German: the words that tell it, and those that hold its sentences together.
enum German {
    /// Whether a question is asked in German: a word of it is one that no English sentence has.
    static func speaks(_ words: [String]) -> Bool { words.contains { ownWords.contains($0) || verbs.contains($0) } }

    static func isFunctionWord(_ word: String) -> Bool { ownWords.contains(word) }

    /// Function words of German that are other words in English: "die", "hat", "war".
    static func isShared(_ word: String) -> Bool { sharedWords.contains(word) }

    /// Verbs of questions, which say little about their subject.
    static func isVerb(_ word: String) -> Bool { verbs.contains(word) }

    private static let ownWords = set(
        """
        der das dem ein eine einen einem einer eines und oder aber wenn dann wie wo wer wem wen wann warum wieso welche
        welcher welches welchen welchem wofür womit worauf wohin woher ist sind wird werden wurde wurden haben habe hatte kann
        können könnte darf dürfen muss müssen soll sollen ich du wir ihr mir mich mein meine meinen meiner unser unsere sich
        für auf aus bei nach von vor zu zum zur beim vom zwischen seit über unter durch gegen ohne bis nicht kein keine keinen
        noch nur auch schon sehr mehr viel viele vielen hier dort dies diese dieser dieses jede jeder jedes alle bitte damit
        dafür daran davon ihm ihn ihre ihren seine seinen seiner
        """)

    private static let sharedWords = set(
        """
        die was war waren hat den des im am um an in es er sie mit als also will bin man ob so hoch lang lange oft groß weit
        sein je
        """)

    private static let verbs = set(
        """
        gibt gilt gelten kostet kosten beträgt bekommt bekomme bekommen heißt lautet passiert liegt sitzt sitzen arbeitet
        brauche braucht finde findet
        """)

    private static func set(_ text: StaticString) -> Set<String> {
        Set(text.description.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
