/// `&amp;` and its like.
enum Entities {
    /// The longest name that is looked for.
    private static let nameMax = 32

    /// What is no entity stays as it is.
    static func decode(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            if scalars[index] == "&", let (decoded, end) = entity(in: scalars, after: index + 1) {
                result.append(contentsOf: decoded.unicodeScalars)
                index = end
            } else {
                result.append(scalars[index])
                index += 1
            }
        }
        return String(result)
    }

    private static func entity(in scalars: [Unicode.Scalar], after start: Int) -> (String, Int)? {
        var end = start
        while end < scalars.count, end - start < nameMax, scalars[end] != ";" {
            guard scalars[end] == "#" || scalars[end].isASCII && UInt8(scalars[end].value).isNameByte else {
                return nil
            }
            end += 1
        }
        guard end < scalars.count, scalars[end] == ";", end > start else { return nil }
        let name = String(String.UnicodeScalarView(scalars[start..<end]))
        if name.hasPrefix("#") { return numeric(name.dropFirst()).map { ($0, end + 1) } }
        return named[name].map { ($0, end + 1) }
    }

    private static func numeric(_ digits: Substring) -> String? {
        let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
        guard let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits),
            let scalar = Unicode.Scalar(value), value >= 0x20 || value == 0x0A || value == 0x09
        else { return nil }
        return String(scalar)
    }

    /// Those of HTML 4 that texts use, and a few later ones.
    private static let named: [String: String] = {
        let table = """
            amp & lt < gt > quot " apos ' copy © reg ® trade ™ hellip … mdash — ndash – lsquo ‘ rsquo ’ sbquo ‚ ldquo “ \
            rdquo ” bdquo „ laquo « raquo » lsaquo ‹ rsaquo › bull • middot · para ¶ sect § deg ° plusmn ± times × \
            divide ÷ frac12 ½ frac14 ¼ frac34 ¾ sup1 ¹ sup2 ² sup3 ³ micro µ euro € pound £ yen ¥ cent ¢ curren ¤ \
            iexcl ¡ iquest ¿ dagger † Dagger ‡ permil ‰ prime ′ Prime ″ larr ← uarr ↑ rarr → darr ↓ harr ↔ rArr ⇒ \
            hArr ⇔ check ✓ cross ✗ star ☆ starf ★ infin ∞ ne ≠ le ≤ ge ≥ asymp ≈ equiv ≡ minus − radic √ sum ∑ prod ∏ \
            part ∂ int ∫ cap ∩ cup ∪ isin ∈ notin ∉ sub ⊂ sup ⊃ forall ∀ exist ∃ empty ∅ nabla ∇ alpha α beta β gamma γ \
            delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π rho ρ sigma σ \
            tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ \
            Omega Ω agrave à aacute á acirc â atilde ã auml ä aring å aelig æ ccedil ç egrave è eacute é ecirc ê euml ë \
            igrave ì iacute í icirc î iuml ï eth ð ntilde ñ ograve ò oacute ó ocirc ô otilde õ ouml ö oslash ø ugrave ù \
            uacute ú ucirc û uuml ü yacute ý thorn þ yuml ÿ Agrave À Aacute Á Acirc Â Atilde Ã Auml Ä Aring Å AElig Æ \
            Ccedil Ç Egrave È Eacute É Ecirc Ê Euml Ë Igrave Ì Iacute Í Icirc Î Iuml Ï ETH Ð Ntilde Ñ Ograve Ò Oacute Ó \
            Ocirc Ô Otilde Õ Ouml Ö Oslash Ø Ugrave Ù Uacute Ú Ucirc Û Uuml Ü Yacute Ý THORN Þ szlig ß OElig Œ oelig œ \
            Scaron Š scaron š Yuml Ÿ fnof ƒ circ ˆ tilde ˜ ordf ª ordm º not ¬ macr ¯ acute ´ cedil ¸ uml ¨ brvbar ¦ \
            lbrace { rbrace } lbrack [ rbrack ] lpar ( rpar ) num # dollar $ percnt % ast * plus + comma , period . \
            colon : semi ; equals = quest ? commat @ bsol \\ lowbar _ grave ` vert | excl ! sol /
            """
        let words = table.split(separator: " ").map(String.init)
        var named = ["nbsp": " ", "ensp": " ", "emsp": " ", "thinsp": " ", "shy": "", "zwnj": "", "zwj": ""]
        for index in stride(from: 0, to: words.count - 1, by: 2) { named[words[index]] = words[index + 1] }
        return named
    }()
}

extension UInt8 {
    fileprivate var isNameByte: Bool { isLetterASCII || isDigitASCII }
}
