import Documents
import Testing

/// Expected texts are what Excel shows, from Microsoft's page on number format codes and from ECMA-376 part 1, 18.8.31;
/// all-numeric dates are ISO 8601 instead, which is ours.
@Suite struct NumberFormatTests {
    @Test(
        arguments: [
            ("General", 0.0, "0"), ("General", 1234.5, "1234.5"), ("General", -0.1, "-0.1"),
            ("General", 1e15, "1000000000000000"),
            ("General", 0.1 + 0.2, "0.3"), ("General", 1 / 3, "0.33333333333"), ("General", 123.0, "123"),
            ("0", 0.5, "1"), ("0", 2.5, "3"), ("0", -2.5, "-3"), ("0.00", 1.005, "1.01"), ("0.00", 99.995, "100.00"),
            ("0000", 42, "0042"), ("#", 0, ""), ("0.##", 1.5, "1.5"), ("#.00", 0.5, ".50"),
            ("#,##0", 1_234_567, "1,234,567"), ("#,##0.00", -1234.5, "-1,234.50"), ("#,##0", 999, "999"),
            ("#,", 12_345_678, "12346"), ("0.0,,", 12_200_000, "12.2"), ("0%", 0.256, "26%"), ("0.0%", 0.256, "25.6%"),
            ("0.00E+00", 12_345.0, "1.23E+04"), ("0.00E+00", 0.00012, "1.20E-04"), ("##0.0E+0", 12_345.0, "12.3E+3"),
            ("0.0e-0", 0.05, "5.0E-2"),
            ("0;(0)", -5, "(5)"), ("0;(0);\"nil\"", 0, "nil"), ("#,##0.00_);\\(#,##0.00\\)", -12, "(12.00)"),
            ("[Red][<0]0.0;[Blue]0.0", 1, "1.0"), ("[>=100]\"big\" 0;0", 250, "big 250"),
            ("[>=100]\"big\" 0;0", 5, "5"),
            ("\"$\"#,##0", 1200, "$1,200"), ("[$€-407] #,##0.00", 7, "€ 7.00"),
            ("000-00-0000", 123_456_789, "123-45-6789"), ("# ?/?", 5.25, "5 1/4"), ("# ??/??", 5.3, "5 3/10"),
            ("# ?/8", 0.5, "4/8"), ("0.0\" kg\"", 3.14, "3.1 kg"), ("@", 12, "12"),
        ] as [(String, Double, String)])
    func numbers(_ code: String, _ value: Double, _ text: String) {
        #expect(NumberFormat(code, is1904: false).show(value).1 == text)
    }

    @Test(
        arguments: [
            ("yyyy-mm-dd", 43_132.0, "2018-02-01"), ("m/d/yy", 43_132, "2018-02-01"),
            ("dd\\.mm\\.yyyy", 43_132, "2018-02-01"),
            ("dd.mm.yyyy hh:mm", 43_132.75, "2018-02-01 18:00:00"), ("mmm-yy", 43_132, "Feb-18 (2018-02-01)"),
            ("[$-409]mmmm d, yyyy", 43_132, "February 1, 2018 (2018-02-01)"), ("dddd", 43_132, "Thursday (2018-02-01)"),
            ("yyyy\"年\"m\"月\"d\"日\"", 43_132, "2018年2月1日 (2018-02-01)"), ("h:mm AM/PM", 0.5, "12:00 PM"),
            ("h:mm", 43_132.5, "12:00"), ("h:mm:ss AM/PM", 0.0, "12:00:00 AM"), ("mm:ss.0", 0.000_717_592_6, "01:02.0"),
            ("[h]:mm:ss", 10.632_060_185_185_2, "255:10:10"), ("[mm]:ss", 0.1, "144:00"), ("[h]:mm", -0.5, "-12:00"),
            ("yyyy-mm-dd", 59, "1900-02-28"), ("yyyy-mm-dd", 61, "1900-03-01"), ("yyyy-mm-dd", 1, "1900-01-01"),
            ("yyyy-mm-dd", 2_958_465, "9999-12-31"), ("yyyy-mm-dd", 2_958_466, "2958466"), ("yyyy-mm-dd", -1, "-1"),
            ("yyyy-mm-dd", 1e300, "1E+300"),
        ] as [(String, Double, String)])
    func times(_ code: String, _ value: Double, _ text: String) {
        #expect(NumberFormat(code, is1904: false).show(value).1 == text)
    }

    @Test func valuesAreIsoDatesAndDurations() {
        #expect(NumberFormat("d/m/yyyy h:mm", is1904: false).show(43_132.5).0 == .date("2018-02-01T12:00:00"))
        #expect(NumberFormat("mmm", is1904: true).show(0).0 == .date("1904-01-01"))
        #expect(NumberFormat("[h]:mm", is1904: false).show(1.5).0 == .duration(seconds: 129_600))
        // Letters inside quotes and brackets make no date.
        #expect(NumberFormat("0 \"days\"", is1904: false).show(3).0 == .number(3))
        #expect(NumberFormat("[Red]0", is1904: false).show(3).0 == .number(3))
    }

    @Test func textsMayBeDressedUp() {
        #expect(NumberFormat("0;0;0;\"<\"@\">\"", is1904: false).show("a") == "<a>")
        #expect(NumberFormat("0", is1904: false).show("a") == "a")
    }
}
