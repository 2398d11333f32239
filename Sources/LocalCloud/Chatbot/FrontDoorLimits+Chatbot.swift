public import Chatbot
public import FrontDoor

extension FrontDoorLimits {
    /// What a chatbot takes, its front door lets in.
    public init(_ limits: ChatbotLimits) {
        self.init(
            messageCharactersMax: limits.messageCharactersMax, queryCharactersMax: limits.queryCharactersMax,
            identifierCharactersMax: limits.identifierCharactersMax, documentBytesMax: limits.documentBytesMax,
            listedDocumentsMax: limits.listedDocumentsMax)
    }
}
