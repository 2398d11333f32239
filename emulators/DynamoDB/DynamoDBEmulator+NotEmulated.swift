public import AWSCore
public import AWSDynamoDB
import World

// What is not emulated says so: it never answers with nothing.
extension DynamoDBEmulator {
    public func batchExecuteStatement(
        _ input: DynamoDB.BatchExecuteStatementInput
    ) async throws(DynamoDBError) -> DynamoDB.BatchExecuteStatementOutput {
        throw .notEmulated("BatchExecuteStatement")
    }

    public func createBackup(
        _ input: DynamoDB.CreateBackupInput
    ) async throws(DynamoDBError) -> DynamoDB.CreateBackupOutput {
        throw .notEmulated("CreateBackup")
    }

    public func createGlobalTable(
        _ input: DynamoDB.CreateGlobalTableInput
    ) async throws(DynamoDBError) -> DynamoDB.CreateGlobalTableOutput {
        throw .notEmulated("CreateGlobalTable")
    }

    public func deleteBackup(
        _ input: DynamoDB.DeleteBackupInput
    ) async throws(DynamoDBError) -> DynamoDB.DeleteBackupOutput {
        throw .notEmulated("DeleteBackup")
    }

    public func describeBackup(
        _ input: DynamoDB.DescribeBackupInput
    ) async throws(DynamoDBError) -> DynamoDB.DescribeBackupOutput {
        throw .notEmulated("DescribeBackup")
    }

    public func describeContributorInsights(
        _ input: DynamoDB.DescribeContributorInsightsInput
    ) async throws(DynamoDBError) -> DynamoDB.DescribeContributorInsightsOutput {
        throw .notEmulated("DescribeContributorInsights")
    }

    public func describeExport(
        _ input: DynamoDB.DescribeExportInput
    ) async throws(DynamoDBError) -> DynamoDB.DescribeExportOutput {
        throw .notEmulated("DescribeExport")
    }

    public func describeGlobalTable(
        _ input: DynamoDB.DescribeGlobalTableInput
    ) async throws(DynamoDBError) -> DynamoDB.DescribeGlobalTableOutput {
        throw .notEmulated("DescribeGlobalTable")
    }

    public func describeGlobalTableSettings(
        _ input: DynamoDB.DescribeGlobalTableSettingsInput
    ) async throws(DynamoDBError) -> DynamoDB.DescribeGlobalTableSettingsOutput {
        throw .notEmulated("DescribeGlobalTableSettings")
    }

    public func describeImport(
        _ input: DynamoDB.DescribeImportInput
    ) async throws(DynamoDBError) -> DynamoDB.DescribeImportOutput {
        throw .notEmulated("DescribeImport")
    }

    public func describeKinesisStreamingDestination(
        _ input: DynamoDB.DescribeKinesisStreamingDestinationInput
    ) async throws(DynamoDBError) -> DynamoDB.DescribeKinesisStreamingDestinationOutput {
        throw .notEmulated("DescribeKinesisStreamingDestination")
    }

    public func describeTableReplicaAutoScaling(
        _ input: DynamoDB.DescribeTableReplicaAutoScalingInput
    ) async throws(DynamoDBError) -> DynamoDB.DescribeTableReplicaAutoScalingOutput {
        throw .notEmulated("DescribeTableReplicaAutoScaling")
    }

    public func disableKinesisStreamingDestination(
        _ input: DynamoDB.KinesisStreamingDestinationInput
    ) async throws(DynamoDBError) -> DynamoDB.KinesisStreamingDestinationOutput {
        throw .notEmulated("DisableKinesisStreamingDestination")
    }

    public func enableKinesisStreamingDestination(
        _ input: DynamoDB.KinesisStreamingDestinationInput
    ) async throws(DynamoDBError) -> DynamoDB.KinesisStreamingDestinationOutput {
        throw .notEmulated("EnableKinesisStreamingDestination")
    }

    public func executeStatement(
        _ input: DynamoDB.ExecuteStatementInput
    ) async throws(DynamoDBError) -> DynamoDB.ExecuteStatementOutput {
        throw .notEmulated("ExecuteStatement")
    }

    public func executeTransaction(
        _ input: DynamoDB.ExecuteTransactionInput
    ) async throws(DynamoDBError) -> DynamoDB.ExecuteTransactionOutput {
        throw .notEmulated("ExecuteTransaction")
    }

    public func exportTableToPointInTime(
        _ input: DynamoDB.ExportTableToPointInTimeInput
    ) async throws(DynamoDBError) -> DynamoDB.ExportTableToPointInTimeOutput {
        throw .notEmulated("ExportTableToPointInTime")
    }

    public func importTable(
        _ input: DynamoDB.ImportTableInput
    ) async throws(DynamoDBError) -> DynamoDB.ImportTableOutput {
        throw .notEmulated("ImportTable")
    }

    public func listBackups(
        _ input: DynamoDB.ListBackupsInput
    ) async throws(DynamoDBError) -> DynamoDB.ListBackupsOutput {
        throw .notEmulated("ListBackups")
    }

    public func listContributorInsights(
        _ input: DynamoDB.ListContributorInsightsInput
    ) async throws(DynamoDBError) -> DynamoDB.ListContributorInsightsOutput {
        throw .notEmulated("ListContributorInsights")
    }

    public func listExports(
        _ input: DynamoDB.ListExportsInput
    ) async throws(DynamoDBError) -> DynamoDB.ListExportsOutput {
        throw .notEmulated("ListExports")
    }

    public func listGlobalTables(
        _ input: DynamoDB.ListGlobalTablesInput
    ) async throws(DynamoDBError) -> DynamoDB.ListGlobalTablesOutput {
        throw .notEmulated("ListGlobalTables")
    }

    public func listImports(
        _ input: DynamoDB.ListImportsInput
    ) async throws(DynamoDBError) -> DynamoDB.ListImportsOutput {
        throw .notEmulated("ListImports")
    }

    public func restoreTableFromBackup(
        _ input: DynamoDB.RestoreTableFromBackupInput
    ) async throws(DynamoDBError) -> DynamoDB.RestoreTableFromBackupOutput {
        throw .notEmulated("RestoreTableFromBackup")
    }

    public func restoreTableToPointInTime(
        _ input: DynamoDB.RestoreTableToPointInTimeInput
    ) async throws(DynamoDBError) -> DynamoDB.RestoreTableToPointInTimeOutput {
        throw .notEmulated("RestoreTableToPointInTime")
    }

    public func updateContributorInsights(
        _ input: DynamoDB.UpdateContributorInsightsInput
    ) async throws(DynamoDBError) -> DynamoDB.UpdateContributorInsightsOutput {
        throw .notEmulated("UpdateContributorInsights")
    }

    public func updateGlobalTable(
        _ input: DynamoDB.UpdateGlobalTableInput
    ) async throws(DynamoDBError) -> DynamoDB.UpdateGlobalTableOutput {
        throw .notEmulated("UpdateGlobalTable")
    }

    public func updateGlobalTableSettings(
        _ input: DynamoDB.UpdateGlobalTableSettingsInput
    ) async throws(DynamoDBError) -> DynamoDB.UpdateGlobalTableSettingsOutput {
        throw .notEmulated("UpdateGlobalTableSettings")
    }

    public func updateKinesisStreamingDestination(
        _ input: DynamoDB.UpdateKinesisStreamingDestinationInput
    ) async throws(DynamoDBError) -> DynamoDB.UpdateKinesisStreamingDestinationOutput {
        throw .notEmulated("UpdateKinesisStreamingDestination")
    }

    public func updateTableReplicaAutoScaling(
        _ input: DynamoDB.UpdateTableReplicaAutoScalingInput
    ) async throws(DynamoDBError) -> DynamoDB.UpdateTableReplicaAutoScalingOutput {
        throw .notEmulated("UpdateTableReplicaAutoScaling")
    }
}
