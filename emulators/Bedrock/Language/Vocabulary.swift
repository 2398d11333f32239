/// How much a word says about what a text is about, in English and a little in German.
enum Vocabulary {
    static let light: Float = 0.25
    static let common: Float = 0.65
    /// 0 for words that hold sentences together, less than 1 for those that stand everywhere, 1 for all others.
    static func weight(of word: String) -> Float {
        if isFunctionWord(word) { return 0 }
        if lightWords.contains(word) { return light }
        if commonWords.contains(word) { return common }
        return word.utf8.count == 1 ? 0.4 : 1
    }

    static func isFunctionWord(_ word: String) -> Bool {
        functionWords.contains(word) || German.isFunctionWord(word)
    }

    private static func set(_ text: StaticString) -> Set<String> {
        Set(text.description.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    private static let functionWords = set(
        """
        a an the this that these those and or but nor so if then than as at by for from in into of off on onto out over to
        up with without within about above after again against all also am any are aren be because been before being below
        between both can cannot could couldn d did didn do does doesn doing don down during each few further had hadn has
        hasn have haven having he her here hers herself him himself his how i is isn it its itself just ll m me more most my
        myself no not now o once only other our ours ourselves own re s same shall she should shouldn some such t their
        theirs them themselves there they through too under until upon us ve very was wasn we were weren what when where
        which while who whom whose why will won would wouldn you your yours yourself yourselves may might must let per via
        since although though however whether either neither yet still already always never often usually normally typically
        actually really simply ago soon later instead rather quite perhaps maybe besides beyond across along among toward
        towards inside outside near past upon despite except unless whenever wherever whatever whichever whoever every
        everyone everybody everything nothing none many much lot lots enough etc ok thanks thank like regarding
        please tell get got gets does else ever somebody someone anybody anyone something anything
        """)

    /// Verbs and adjectives that lend themselves to any subject.
    private static let lightWords = set(
        """
        take takes taken took taking give gives given gave giving become becomes became go goes going gone went come comes
        came make makes made making put puts want wants wanted keep keeps kept set sets use uses used using need needs
        needed grow grows grown bring brings brought happen happens happened seem seems try tries tried let
        lets begin begins think know knows known say says said mean means work works working worked look looks looking good
        great big small long short slow fast new old first last next same sure able possible certain different own full high
        low possible best better right wrong main whole total entire around currently now today ways way thing things kind
        sort type types part parts much expect expected normal default located situated value values
        """)

    private static let commonWords = set(
        """
        able access account action add allow another app application area around ask available back based become begin
        best better bring call case certain change check choose come common complete consider contact contain content
        create current day days default detail different document each easy email end ensure every example example fact
        feature file fill find first follow following form free full general give go good group guide happen help hour
        hours important include individual info information instead issue item keep kind know large last later learn least
        less level like likely line link list little long look made main make manage many matter mean means member members
        much name need needs new next note number offer office often one open option order page pages part people person
        place plan platform point policy possible problem process program project provide public put question read ready
        receive recommend related report request require required resource result review right run save say section see
        select send service services set several share show side simple single site small specific start state step steps
        still support sure system systems take team teams thing things time times tool tools top try turn two type types
        update us usa use used user users using usually value version view want way ways website week well work working
        works write year years yes
        """)
}
