/// Every quota and default of Secrets Manager (User Guide, "AWS Secrets Manager quotas"; API reference).
public enum SecretsManagerLimits {
    public static let valueBytesMax = 65_536
    public static let nameLengthMax = 512
    public static let tagsMax = 50
    /// Of one version.
    public static let stagesMax = 20
    /// Of one secret. Those without a stage go first, the oldest of them before the others.
    public static let versionsMax = 100
    public static let recoveryDaysDefault = 30
    public static let recoveryDays = 7...30
    public static let policyBytesMax = 20_480
    public static let passwordLengthDefault = 32
    /// Characters that an ARN has behind the name, so that the policies of a deleted secret do not hold for a new one.
    public static let suffixLength = 6
    public static let listPage = 100
    public static let batchPage = 20
}
