import Testing
import World

@Suite struct CommittedValuesTests {
    @Test func keepsWhatNothingChanges() {
        let values = CommittedValues<String, Int>()
        values.keep(1, as: "a", since: values.generation)
        #expect(values["a"] == 1)
        #expect(values["b"] == nil)
    }

    /// A reader that began before a change may have read what was there before it.
    @Test func forgetsAndKeepsNothingOlderThanAChange() {
        let values = CommittedValues<String, Int>()
        let before = values.generation
        values.keep(1, as: "a", since: before)
        values.beginChange()
        #expect(values["a"] == nil)
        values.keep(1, as: "a", since: before)
        #expect(values["a"] == nil)
        values.endChange()
        values.keep(1, as: "a", since: before)
        #expect(values["a"] == nil)
        values.keep(2, as: "a", since: values.generation)
        #expect(values["a"] == 2)
    }

    @Test func keepsNothingWhileOneOfSeveralChangesGoesOn() {
        let values = CommittedValues<String, Int>()
        values.beginChange()
        values.beginChange()
        values.endChange()
        values.keep(1, as: "a", since: values.generation)
        #expect(values["a"] == nil)
        values.endChange()
        values.keep(1, as: "a", since: values.generation)
        #expect(values["a"] == 1)
    }
}
