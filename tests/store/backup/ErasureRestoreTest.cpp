#include "core/backup/BackupHeader.h"
#include "core/backup/Restore.h"
#include "core/people/FaceTemplates.h"
#include "core/security/ErasureMarks.h"
#include "tests/store/backup/BackupSite.h"
#include "tests/store/backup/EnrolledPeople.h"

#include <QFile>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::people;
using gatehouse::test::BackupSite;

// A backup made before an erasure gives back nothing of the erased person, and everything of the others.
TEST(ErasureRestore, theErasedStayErased)
{
    BackupSite site;
    const PersonId gone = test::enrolPerson(site, QStringLiteral("Wilhelmina Gonebye"));
    const PersonId stays = test::enrolPerson(site, QStringLiteral("Barnaby Stayput"));
    const auto taken = site.backups().take(site.admin(), site.shelf());
    ASSERT_TRUE(taken) << qPrintable(taken.error().detail);
    const auto erased = test::erasePerson(site, gone);
    ASSERT_TRUE(erased) << qPrintable(erased.error().detail);
    ASSERT_EQ(site.number("SELECT count(*) FROM persons"), 1);

    auto staged = backup::Restore::stage(site.site(), site.clock(), site.admin(), taken->file);
    ASSERT_TRUE(staged) << qPrintable(staged.error().detail);
    auto approval = site.site().approveAlone(site.admin(), staged->preview().proposal());
    ASSERT_TRUE(approval) << qPrintable(approval.error().detail);
    ASSERT_TRUE(staged->confirm(site.site(), site.admin(), std::move(*approval)));
    site.close();
    ASSERT_TRUE(staged->finish());
    site.reopen();

    EXPECT_EQ(site.number("SELECT count(*) FROM persons WHERE name LIKE 'Wilhelmina%'"), 0);
    EXPECT_EQ(site.number("SELECT count(*) FROM persons WHERE name LIKE 'Barnaby%'"), 1);
    EXPECT_EQ(site.number("SELECT count(*) FROM face_templates"), 1);
    site.site().writer().call([&](store::Database& database) {
        const security::ActingOperator& actor = site.site().openedBy();
        FaceTemplates templates(database, site.clock());
        const auto kept = templates.ofPerson(actor, stays);
        ASSERT_TRUE(kept);
        EXPECT_EQ(kept->size(), 1) << "the others' keys are still there";
        const auto lost = templates.ofPerson(actor, gone);
        EXPECT_TRUE(!lost || lost->isEmpty());
    });
}

namespace {

// The same backup as a program of before there were keys would have made it.
void makeOlder(const BackupSite& site, const QString& path)
{
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray all = file.readAll();
    file.close();
    auto header = backup::decodeHeader(all);
    ASSERT_TRUE(header);
    const QByteArray payload = all.mid(backup::payloadOffset(*header));
    header->schemaVersion = security::FirstSchemaWithKeys - 1;
    backup::sign(*header, site.site().signingKey());
    ASSERT_TRUE(QFile::remove(path));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(backup::encodeHeader(*header) + payload);
}

} // namespace

// Whom it would give back nothing could tell any more.
TEST(ErasureRestore, aBackupOfBeforeThereWereKeysIsRefusedOnceSomebodyWasErasedWithoutAMark)
{
    BackupSite site;
    const auto taken = site.backups().take(site.admin(), site.shelf());
    ASSERT_TRUE(taken);
    makeOlder(site, taken->file);
    const auto stage = [&] { return backup::Restore::stage(site.site(), site.clock(), site.admin(), taken->file); };
    {
        const auto staged = stage();
        EXPECT_TRUE(staged) << qPrintable(staged.error().detail);
    }
    ASSERT_TRUE(site.site().writer().call([](store::Database& database) {
        return database.execute("INSERT INTO ring.erasures VALUES (zeroblob(32), 0, 'unmarked', 5)");
    }));
    EXPECT_EQ(stage().error().code, ErrorCode::BackupBeforeErasures);
}
