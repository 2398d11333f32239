/// The instant of a signature in ISO 8601's basic form: `20150830T123600Z`.
public struct SigningDate: Hashable, Sendable {
    public let timestamp: Timestamp
    public let text: String

    public init(_ timestamp: Timestamp) {
        let civil = CivilTime(timestamp)
        var text = TextBuffer()
        text.year(civil.year)
        text.digits(civil.month, 2)
        text.digits(civil.day, 2)
        text.append("T")
        text.digits(civil.hour, 2)
        text.digits(civil.minute, 2)
        text.digits(civil.second, 2)
        text.append("Z")
        self.timestamp = Timestamp(seconds: timestamp.seconds)
        self.text = text.string
    }

    public init?(_ text: String) {
        var copy = text
        let timestamp = copy.withUTF8 { bytes -> Timestamp? in
            var cursor = ByteCursor(bytes)
            guard let year = cursor.digits(4), let month = cursor.digits(2), let day = cursor.digits(2),
                cursor.take("T") != nil, let hour = cursor.digits(2), let minute = cursor.digits(2),
                let second = cursor.digits(2), cursor.take("Z") != nil, cursor.isAtEnd
            else { return nil }
            return CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)?.timestamp
        }
        guard let timestamp else { return nil }
        self.timestamp = timestamp
        self.text = text
    }

    /// `YYYYMMDD`.
    public var day: String { String(Substring(text.utf8.prefix(8))) }
}
