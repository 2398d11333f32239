import BedrockEmulator
import Testing

/// What is made of passages as chatbots write them: tables, code, headings, German.
@Suite struct ReadingTests {
    private func answer(_ question: String, _ passages: String...) -> String {
        let reader = PassageReader(passages.enumerated().map { Passage(label: String($0 + 1), text: $1) })
        return reader.answer(question).quotes.map(\.text).joined(separator: " ")
    }

    // MARK: Tables

    @Test func aYearIsTheNameOfAColumn() {
        let table = "City | 2023 | 2024\nTown314 | 1314 | 2314\nTown350 | 1350 | 2350"
        #expect(answer("What was the value of Town350 in 2024?", table) == "City: Town350; 2023: 1350; 2024: 2350")
    }

    @Test func aRowOfValuesNamesNothing() {
        let rows = "Town314 | 1314 | 2314\nTown350 | 1350 | 2350\nTown351 | 1351 | 2351"
        #expect(answer("What was the value of Town350?", rows) == "Town350; 1350; 2350")
        #expect(answer("What was the value of Town314?", rows) == "Town314; 1314; 2314")
    }

    @Test func anEmptyFirstCellKeepsItsColumn() {
        let table = "| | product | stock |\n1 | Gizmo | 7\n2 | Gadget | 9"
        #expect(answer("How many Gizmo are in stock?", table) == "1; product: Gizmo; stock: 7")
    }

    private static let pumps = """
        # Pumps

        Article | Name | Max flow (l/min) | Price net (EUR) | In stock since
        P-100 | Garden pump Lago | 60 | 129.90 | 2025-11-03
        P-110 | Garden pump Plus | 85 | 1,179.00 | 2025-11-03
        P-200 | Well pump | 110 | 449.50 | 2026-01-15
        """

    @Test(arguments: [
        ("What is the cheapest pump?", ["P-100"]), ("Which pump is the most expensive?", ["P-110"]),
        ("Which pump has the highest flow?", ["P-200"]), ("Which pumps cost less than 200 EUR?", ["P-100"]),
        ("Which pumps cost more than 200 EUR?", ["P-110", "P-200"]), ("Welche Pumpe ist am günstigsten?", ["P-100"]),
        ("What is the name of the cheapest hotel?", []),
    ])
    func oneColumnIsCompared(_ question: String, _ articles: [String]) {
        let found = answer(question, Self.pumps)
        for article in ["P-100", "P-110", "P-200"] {
            #expect(found.contains(article) == articles.contains(article), "\(found)")
        }
    }

    /// A list of prices for pumps also lists hoses, which are cheaper.
    @Test func rowsThatNameTheThingGoBeforeThoseUnderItsHeading() {
        let hoses = "# Pumps\n\nArticle | Price net (EUR)\nH-1 | 9.90\nH-2 | 29.90"
        #expect(answer("What is the cheapest pump?", Self.pumps, hoses).contains("P-100"))
    }

    @Test(arguments: [
        ("1,299.00 EUR", 1299), ("1.250.000,50", 1_250_000.5), ("5%", 5), ("48,300", 48_300), ("0,38", 0.38),
        ("-3", -3),
        ("2026-01-15", nil), ("E5", nil), ("none", nil),
    ])
    func amountsAreReadAsPeopleWriteThem(_ text: String, _ value: Double?) {
        #expect(Amount.value(of: text) == value)
    }

    // MARK: Headings and code

    @Test func headingsAnswerNothing() {
        let passage = "Handbook of Nordlicht > Remote work\n\nEmployees may work from home three days a week."
        #expect(answer("How many employees does Nordlicht have?", passage).contains(">") == false)
        let list = "Price list 2026 - Pumps\n\nvalid from | 2026-02-01\n\nAll prices are net."
        #expect(answer("From when is the price list valid?", list).hasPrefix("valid from | 2026-02-01"))
    }

    @Test func aHeadingThatAsksIsAnsweredByWhatStandsBelow() {
        let faq = """
            FAQ > How much does it cost?

            The Pro plan costs 4.99 EUR a month.

            How do I cancel the Pro plan?

            In the settings, at any time.
            """
        let marked =
            "# FAQ\n\n## How do I cancel?\n\nIn the settings, at any time.\n\n## Price\n\nThe Pro plan costs 5 EUR."
        #expect(answer("How can I cancel the plan?", marked).contains("settings"))
        #expect(answer("How much does the Pro plan cost?", faq).contains("4.99"))
    }

    @Test func aTitleAboveAListIsNoAnswer() {
        let minutes = "Meeting, 19 March\n\nDecisions\n- Aurora launch: 23 April is confirmed.\n- Tom leads."
        let found = answer("What are the decisions of 19 March?", minutes)
        #expect(found.hasPrefix("Aurora launch: 23 April is confirmed."))
        #expect(!found.contains("Decisions"))
    }

    @Test func codeFollowsItsLeadIn() {
        let guide =
            "# Guide\n\nTo deploy the service, run:\n\n```bash\ngit pull\nmake release\n```\n\nRollback: `kubectl undo`."
        #expect(
            answer("How do I deploy the service?", guide)
                .hasPrefix("To deploy the service, run: `git pull` `make release`"))
        #expect(answer("How do I roll back the deployment?", guide).contains("kubectl undo"))
    }

    // MARK: German

    private static let travel = """
        # Reisekosten

        Für Fahrten mit dem eigenen Pkw werden 0,38 Euro je Kilometer gezahlt.

        Hotelübernachtungen werden bis 110 Euro pro Nacht erstattet, in München bis 140 Euro.

        Belege sind innerhalb von 30 Tagen in der Buchhaltung einzureichen.
        """

    @Test(arguments: [
        ("Wie hoch ist das Kilometergeld?", "0,38"), ("Wie viel wird pro Kilometer gezahlt?", "0,38"),
        ("Bis zu welchem Betrag werden Hotels in München erstattet?", "140"),
        ("Bis wann müssen Belege eingereicht werden?", "30 Tagen"), ("Wo reiche ich Belege ein?", "Buchhaltung"),
        ("Wie viele Aktien bekommt der Vorstand?", ""),
    ])
    func germanIsReadToo(_ question: String, _ wanted: String) {
        let found = answer(question, Self.travel)
        #expect(wanted.isEmpty ? found.isEmpty : found.contains(wanted), "\(found)")
    }

    @Test func notKnowingIsSaidInTheLanguageOfTheQuestionWhereThePromptAsksSo() async throws {
        let system = """
            Answer from the passages and from nothing else. Answer in the language of the question.
            If the passages do not hold the answer, reply exactly "I don't know. No passage says so." and cite nothing.
            """
        let passages = "[1] The office opens at nine.\n[2] The canteen closes at two.\n\nQuestion: "
        func say(_ question: String, _ system: String) async throws -> String {
            try await Cloud().say(passages + question, system: system)
        }
        #expect(try await say("Wie viele Aktien hat der Vorstand?", system).hasPrefix("Das weiß ich nicht."))
        #expect(try await say("How many shares has the board?", system) == "I don't know. No passage says so.")
        let strict = system.replacing(" Answer in the language of the question.", with: "")
        #expect(try await say("Wie viele Aktien hat der Vorstand?", strict) == "I don't know. No passage says so.")
    }

    // MARK: Summaries

    @Test func aSummaryIsOfWhatWasAskedFor() async throws {
        let passages = """
            <passage number="1" title="Meeting, 19 March">
            The launch on 23 April is confirmed by the whole meeting.
            </passage>
            <passage number="2" title="Manual, page 19">
            Seal gasket shaft grease torque bearing impeller coupling shaft flange pump seal gasket.
            </passage>
            """
        let answer = try await Cloud().say("\(passages)\n\nQuestion: Summarize the meeting of 19 March.")
        #expect(answer == "The launch on 23 April is confirmed by the whole meeting. [1]")
    }
}
