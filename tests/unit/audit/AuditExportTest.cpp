#include "core/audit/AuditExport.h"

#include "core/audit/ExportCheck.h"
#include "tests/unit/audit/AuditSample.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::audit;

namespace {

Result<ExportSummary> checked(const QByteArray& bytes)
{
    QBuffer in;
    in.setData(bytes);
    in.open(QIODevice::ReadOnly);
    return checkExport(in);
}

class FullDisk : public QBuffer
{
protected:
    qint64 writeData(const char*, qint64) override { return -1; }
};

} // namespace

TEST(AuditExport, holdsTheWholeTrailAndFitsTogether)
{
    test::AuditSample sample(10);
    const QByteArray whole = sample.exported();
    const auto summary = checked(whole);
    ASSERT_TRUE(summary) << qPrintable(summary.error().detail);
    EXPECT_EQ(summary->state, *verify(sample.store().database()));
    EXPECT_EQ(summary->checkpoints, 3); // two behind every fourth entry, and its own
    EXPECT_EQ(summary->publicKey, sample.key().publicKey());
    EXPECT_EQ(summary->madeAt, (*newestCheckpoint(sample.store().database()))->at);
    EXPECT_EQ(whole.count('\n'), 1 + 10 + 3 + 1);
}

TEST(AuditExport, namesNobody)
{
    test::AuditSample sample(10);
    const QByteArray whole = sample.exported();
    EXPECT_TRUE(whole.contains("\"role\":\"guard\""));
    EXPECT_FALSE(whole.contains(sample.store().administrator().name.toUtf8()));
}

TEST(AuditExport, entriesWrittenMeanwhileAreNotPartOfIt)
{
    test::AuditSample sample(8);
    store::Database& database = sample.store().database();
    auto begun = store::Transaction::begin(database);
    auto made = AuditExport::begin(*begun, sample.store().clock(), sample.key(), {});
    ASSERT_TRUE(begun->commit());
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    ASSERT_TRUE(*made->writeNext(database, out, 3));
    EXPECT_EQ(made->written(), 3);
    auto transaction = store::Transaction::begin(database);
    ASSERT_TRUE(append(*transaction, sample.store().clock(), { {}, QStringLiteral("meanwhile"), {}, {} }));
    ASSERT_TRUE(addCheckpoint(*transaction, sample.store().clock(), sample.key(), CheckpointReason::Printed));
    ASSERT_TRUE(transaction->commit());
    while (*made->writeNext(database, out, 3)) { }
    const auto summary = checked(out.data());
    ASSERT_TRUE(summary) << qPrintable(summary.error().detail);
    EXPECT_EQ(summary->state.entries, 8);
}

TEST(AuditExport, aFullDiskIsSaid)
{
    test::AuditSample sample(4);
    auto transaction = store::Transaction::begin(sample.store().database());
    auto made = AuditExport::begin(*transaction, sample.store().clock(), sample.key(), {});
    FullDisk out;
    out.open(QIODevice::WriteOnly);
    EXPECT_EQ(made->writeNext(sample.store().database(), out, 3).error().code, ErrorCode::FileNotWritable);
}

TEST(AuditExport, aStoreThatWasBentGivesAnExportThatIsRefused)
{
    test::AuditSample sample(10);
    ASSERT_TRUE(sample.store().database().execute("DROP TRIGGER audit_is_never_changed"));
    ASSERT_TRUE(sample.store().database().execute("UPDATE audit SET action = 'nothing' WHERE sequence = 6"));
    const auto summary = checked(sample.exported());
    ASSERT_FALSE(summary);
    EXPECT_EQ(summary.error().detail, QStringLiteral("entry 6"));
}

TEST(AuditExport, whatIsNoExportIsRefused)
{
    for (const QByteArray& bytes : { QByteArray(), QByteArray("\n"), QByteArray("{}\n"), QByteArray("[1]\n"),
             QByteArray("{\"seal\":\"00\"}\n"), QByteArray(3 << 20, 'x'), QByteArray("\xff\xfe\n") }) {
        const auto summary = checked(bytes);
        ASSERT_FALSE(summary);
        EXPECT_EQ(summary.error().code, ErrorCode::FormatInvalid);
        EXPECT_EQ(summary.error().detail, QStringLiteral("line 1"));
    }
}
