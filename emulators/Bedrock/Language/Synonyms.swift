/// Words that people use for one another when they ask and when they write things down.
///
/// Groups of everyday English, by stem, and German words of business beside theirs; a word may stand in several.
enum Synonyms {
    /// Numbers of the groups in which a stem stands.
    static func groups(of stem: String) -> [Int] { table[stem] ?? [] }

    static func areRelated(_ left: String, _ right: String) -> Bool {
        guard let groups = table[left], let others = table[right] else { return false }
        return groups.contains { others.contains($0) }
    }

    private static let members: [[String]] = lines.description.split(separator: "\n").map { line in
        line.split(separator: " ").map { Stemmer.stem(String($0)) }
    }

    private static let table: [String: [Int]] = {
        var table: [String: [Int]] = [:]
        for (number, stems) in members.enumerated() {
            for stem in stems { table[stem, default: []].append(number) }
        }
        return table
    }()

    private static let lines: StaticString = """
        cost price fee charge rate pay payment expense bill billing priced costs paid spend
        cheap inexpensive affordable
        ring phone telephone call dial
        contact reach notify inform communicate message
        maximum max limit cap most largest longest highest greatest biggest upper exceed quota ceiling
        minimum min least smallest lowest shortest fewest
        start begin boot launch startup commence started
        enter join onboard start
        end finish stop complete terminate expire ending conclude
        shutdown stop terminate quit exit
        quick quickly soon fast rapid prompt promptly speed
        slow delay latency late sluggish
        long duration length lasts last time
        buy purchase procure acquire procurement acquisition order
        employee staff worker personnel colleague teammate somebody
        boss supervisor manager lead
        delete remove destroy erase drop
        create make provision add new build generate set
        change modify update edit alter adjust
        move transfer migrate relocate
        document paper papers documentation paperwork file record
        photo picture image screenshot
        password credential passphrase secret
        email mail address inbox
        rule policy regulation requirement guideline
        leave vacation holiday absence pto
        sick ill injured illness injury disease medical health
        care look nurse tend caregiver
        keep retain store retention available hold save preserve
        show display view see look visible
        permit allow let eligible able qualify may
        forbid prohibit disallow deny refuse block
        need require must necessary mandatory
        agree agreement approve approval consent authorization authorize permission sign
        ask request apply application submit
        answer respond response reply
        choose select pick option
        use utilize employ usage consume
        help support assist assistance aid
        problem issue trouble error bug failure outage incident
        fail crash break broken
        fix repair solve resolve troubleshoot
        yearly annual annually year
        monthly month
        weekly week
        daily day
        every each per frequency often
        combined total sum together altogether overall
        size big large storage capacity space
        part portion piece section
        worker bench benched
        salary wage pay compensation earnings
        trip travel journey departure travel
        flight fly airline airfare
        hotel lodging accommodation room
        meeting call event appointment
        schedule calendar timetable
        job role position work
        hire recruit employ hiring
        quit resign separate leave depart
        rate rating evaluate score appraisal performance
        attach add associate connect bind
        connect connection link reach access
        server host machine instance
        app application software program
        deploy deployment release push publish
        log logs logging record
        login signin sign log authenticate authentication
        website site page web
        domain hostname dns
        search find query lookup locate
        database db rdbms relational
        backup snapshot restore copy
        encrypt encryption tls ssl secure
        security secure protect protection
        patch update upgrade fix
        test trial try experiment
        free gratis costless
        money dollar fund funding budget
        revenue income earnings
        government federal agency
        law legal statute
        family relative parent child spouse
        child kid
        country nation
        city town
        people person individual somebody
        customer client user consumer
        partner vendor contractor supplier
        computer laptop device machine
        car vehicle automobile
        begin onset since effective
        carry rollover
        unused leftover remaining
        extend extension prolong renew
        negative minus below
        donate donated donation transfer voluntary
        decide decision determine determination
        ending suffix end
        send deliver forward transmit
        receive get obtain
        explain describe clarify
        summary summarize overview abstract
        responsible owner accountable charge
        teach train training course class
        error exception fault
        memory ram
        weather forecast temperature climate
        ticket issue bug
        lose lost loss stolen steal theft missing
        cancel cancellation terminate
        chair chairman chaired chairperson
        attend attendee present participant
        rollback undo revert
        kosten kostet preis gebühr cost price fee
        rabatt discount
        umsatz revenue
        gehalt lohn salary
        urlaub vacation leave
        probezeit probation
        kündigung kündigungsfrist notice termination
        vertrag contract agreement
        rechnung invoice
        beleg belege receipt
        reise dienstreise trip travel
        kunde kunden customer
        mitarbeiter mitarbeiterin employee
        abteilung department
        büro office
        durchwahl telefon telefonnummer phone extension
        diebstahl gestohlen theft stolen
        arbeit arbeiten arbeitet work
        tag tage tagen day
        woche wochen week
        monat monate monatlich month
        jahr jahre jährlich year
        stunde stunden hour
        höchste höchsten maximal highest maximum
        niedrigste mindest lowest minimum
        einreichen eingereicht einzureichen abgegeben submit
        bezahlt gezahlt zahlen zahlung pay paid
        """
}
