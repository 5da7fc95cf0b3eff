#include "core/privacy/Restriction.h"

#include "tests/store/privacy/PrivacyFixture.h"

namespace gatehouse::privacy {
namespace {

using RestrictionTest = PrivacyTest;

TEST_F(RestrictionTest, aPersonIsRestrictedWithTheirVehiclesAndLiftedAgain)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    addVehicle(u"BAB123", li);
    addVehicle(u"HHXY99");
    EXPECT_EQ(setProcessing(guard, store(), clock(), Subject::of(li), Processing::Restricted).error().code,
        ErrorCode::PermissionDenied);
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Restricted));
    EXPECT_EQ(number("SELECT count(*) FROM persons WHERE restricted_at IS NOT NULL"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM vehicles WHERE restricted_at IS NOT NULL"), 1);
    EXPECT_EQ(m_store.auditActions().last(), QStringLiteral("subject.restrict"));
    const qint64 entries = number("SELECT count(*) FROM audit");
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Restricted));
    EXPECT_EQ(number("SELECT count(*) FROM audit"), entries);
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Allowed));
    EXPECT_EQ(number("SELECT count(*) FROM persons WHERE restricted_at IS NOT NULL"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM vehicles WHERE restricted_at IS NOT NULL"), 0);
    EXPECT_EQ(m_store.auditActions().last(), QStringLiteral("subject.lift"));
}

} // namespace
} // namespace gatehouse::privacy
