#include "core/backup/Restore.h"
#include "core/people/ConsentLedger.h"
#include "core/people/Erasure.h"
#include "core/people/FaceTemplates.h"
#include "core/people/PersonRegistry.h"
#include "core/security/SubjectKeys.h"
#include "tests/store/backup/BackupSite.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::people;
using gatehouse::test::BackupSite;
using security::Role;

namespace {

// Somebody with a face on file, enrolled by a manager.
Result<PersonId> enrol(store::Database& database, const Clock& clock, const QString& name)
{
    const security::ActingOperator manager { OperatorId(1), QStringLiteral("Ada Admin"), Role::Administrator };
    Person person;
    person.name = name;
    GATEHOUSE_TRY_ASSIGN(id, PersonRegistry(database, clock).add(manager, person));
    Consent consent;
    consent.person = id;
    consent.purpose = ConsentPurpose::AccessFace;
    consent.noticeVersion = QStringLiteral("face-access-1-en");
    consent.noticeHash = QByteArray(32, '\x42');
    consent.givenAt = clock.now();
    GATEHOUSE_TRY(ConsentLedger(database, clock).record(manager, consent));
    FaceTemplate face;
    face.person = id;
    face.model = QStringLiteral("test-embedder");
    face.vector.assign(8, 0.0F);
    face.vector[static_cast<std::size_t>(id.value() % 8)] = 1.0F;
    face.quality = 0.8;
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(FaceTemplates(database, clock).add(transaction, manager, face, QByteArrayLiteral("jpeg")));
    GATEHOUSE_TRY(transaction.commit());
    return id;
}

Result<void> erase(store::Database& database, const Clock& clock, PersonId person)
{
    const security::ActingOperator officer { OperatorId(1), QStringLiteral("Ada Admin"), Role::Administrator };
    {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY(erasePerson(transaction, clock, officer, person));
        GATEHOUSE_TRY(transaction.commit());
    }
    security::SubjectKeys::forgetForGood(database);
    return {};
}

} // namespace

// A backup made before an erasure gives back nothing of the erased person, and everything of the others.
TEST(ErasureRestore, theErasedStayErased)
{
    BackupSite site;
    PersonId gone;
    PersonId stays;
    site.site().writer().call([&](store::Database& database) {
        const auto first = enrol(database, site.clock(), QStringLiteral("Wilhelmina Gonebye"));
        ASSERT_TRUE(first) << qPrintable(first.error().detail);
        const auto second = enrol(database, site.clock(), QStringLiteral("Barnaby Stayput"));
        ASSERT_TRUE(second) << qPrintable(second.error().detail);
        gone = *first;
        stays = *second;
    });
    const auto taken = site.backups().take(site.admin(), site.shelf());
    ASSERT_TRUE(taken) << qPrintable(taken.error().detail);
    const auto erased =
        site.site().writer().call([&](store::Database& database) { return erase(database, site.clock(), gone); });
    ASSERT_TRUE(erased) << qPrintable(erased.error().detail);
    ASSERT_EQ(site.number("SELECT count(*) FROM persons"), 1);

    auto staged = backup::Restore::stage(site.site(), site.clock(), site.admin(), taken->file);
    ASSERT_TRUE(staged) << qPrintable(staged.error().detail);
    auto approval = site.site().approveAlone(site.admin(), security::ProtectedAct::RestoreBackup);
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
