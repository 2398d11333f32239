import AWSCore

extension Passage {
    /// As an answer lists its sources.
    func source(snippetCharactersMax: Int) -> Document {
        let record = hit.record
        let text = TextForms.shortened(TextForms.collapsed(record.text), to: snippetCharactersMax)
        var object = Document.Object([
            .init("number", .number(Number(number))), .init("id", .string(record.chunkID)),
            .init("doc_id", .string(record.documentID)), .init("title", .string(record.displayTitle)),
            .init("source", .string(record.source)),
        ])
        object["page"] = record.provenance.page.map { .number(Number($0)) }
        object["sheet"] = record.provenance.sheet.map { .string($0) }
        object["row"] = record.provenance.row.map { .number(Number($0)) }
        object["score"] = .number(Number(SearchHit.rounded(hit.score)))
        object["text"] = .string(text)
        return .object(object)
    }
}
