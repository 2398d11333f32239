import BedrockEmulator
import Testing

/// Questions that lean on what was said before, made to stand alone.
@Suite struct FollowUpTests {
    private static let system = """
        Rewrite the last question of a conversation so that it can be understood without the conversation.
        Reply with the rewritten question and nothing else.
        """

    private func rewrite(_ question: String, after earlier: [String]) async throws -> String {
        let turns = earlier.map { "User: \($0)\nAssistant: Something." }.joined(separator: "\n")
        return try await Cloud().say(
            "<conversation>\n\(turns)\n</conversation>\n<question>\(question)</question>", system: Self.system)
    }

    @Test(arguments: [
        ("What is his phone number?", "Who is the security officer?", "What is the security officer's phone number?"),
        ("Where does he work?", "Who is the security officer?", "Where does the security officer work?"),
        ("Who hired her?", "Tell me about Priya Raman", "Who hired Priya Raman?"),
        ("What is her office?", "Tell me about Priya Raman", "What is Priya Raman's office?"),
        ("Can they be carried over?", "How many vacation days do I get?", "Can vacation days be carried over?"),
    ])
    func pronounsAreReplaced(_ question: String, _ earlier: String, _ wanted: String) async throws {
        #expect(try await rewrite(question, after: [earlier]) == wanted)
    }

    @Test(arguments: [
        ("And her salary band?", "Tell me about Priya Raman", "Priya Raman's salary band?"),
        ("And for interns?", "How long is the probation period?", "How long is the probation period for interns?"),
        ("What about the notice period?", "How long is the probation?", "How long is the notice period?"),
        ("Is there a discount?", "What does the pump cost?", "Is there a discount regarding the pump?"),
        ("Which office?", "Tell me about Priya Raman", "Which office regarding Priya Raman?"),
        ("Which is cheaper?", "Compare Silver and Gold support", "Which is cheaper regarding Silver and Gold support?"),
        ("Until when?", "Can leave be carried over?", "Can leave be carried over, until when?"),
    ])
    func whatIsLeftOutIsAdded(_ question: String, _ earlier: String, _ wanted: String) async throws {
        #expect(try await rewrite(question, after: [earlier]) == wanted)
    }

    @Test func aChainIsFollowedToItsStart() async throws {
        let earlier = ["Who is the security officer?", "What is his phone number?", "Thanks!"]
        #expect(try await rewrite("Where does he work?", after: earlier) == "Where does the security officer work?")
    }

    @Test(arguments: [
        ("Welche Durchwahl hat sie?", "Wer ist Frau Krüger?", "Welche Durchwahl hat Frau Krüger?"),
        ("Wie ist ihre Durchwahl?", "Wer ist Frau Krüger?", "Wie ist Frau Krügers Durchwahl?"),
        ("Wie erreiche ich Sie per Telefon?", "Wer ist Frau Krüger?", "Wie erreiche ich Sie per Telefon?"),
        (
            "Und für Praktikanten?", "Wie lange dauert die Probezeit?",
            "Wie lange dauert die Probezeit für Praktikanten?"
        ),
    ])
    func germanIsRewrittenInGerman(_ question: String, _ earlier: String, _ wanted: String) async throws {
        #expect(try await rewrite(question, after: [earlier]) == wanted)
    }

    @Test(arguments: ["How do I book a meeting room?", "What is the security officer paid?"])
    func whatStandsAloneStays(_ question: String) async throws {
        #expect(try await rewrite(question, after: ["Who is the security officer?"]) == question)
        #expect(try await rewrite(question, after: []) == question)
    }
}
