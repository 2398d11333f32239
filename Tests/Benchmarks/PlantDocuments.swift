/// Manuals of a plant that nobody runs: each section names its own valve, and becomes one passage.
enum PlantDocuments {
    static let sectionsPerDocument = 25

    static func text(_ number: Int) -> String {
        let sections = (0..<sectionsPerDocument).map { index -> String in
            let section = number * sectionsPerDocument + index
            let filler = String(
                repeating: "It is inspected by the shift that is on duty and noted in the log. ", count: 10)
            return "## Valve \(name(section))\n\nThe valve \(name(section)) stands in hall \(section % 17). "
                + "Its pressure is \(section + 100) millibar. \(filler)\n"
        }
        return "# Plant \(number)\n\n" + sections.joined(separator: "\n")
    }

    /// - Returns: a question, and what its answer has to hold.
    static func question(_ section: Int) -> (text: String, answer: String) {
        ("What is the pressure of valve \(name(section)) in hall \(section % 17)?", "\(section + 100) millibar")
    }

    /// Three syllables and a number, so that words differ.
    private static func name(_ section: Int) -> String {
        let syllables = ["ba", "ke", "li", "mo", "nu", "ra", "si", "to", "va", "ze"]
        return "\(syllables[section % 10])\(syllables[section / 10 % 10])\(syllables[section / 100 % 10])-\(section)"
    }
}
