#include "tests/unit/security/SiteFixture.h"

using namespace gatehouse;
using namespace gatehouse::security;
using namespace gatehouse::test;

using KeyFileRepairTest = SiteFixture;

// Somebody else who tries to sign in meanwhile could else write an older key file over one that is just being changed.
TEST_F(KeyFileRepairTest, onlyWhoHoldsTheStoreRepairsTheKeyFile)
{
    QByteArray damaged = contentOf(m_paths.keys());
    damaged[40] = char(damaged[40] ^ 1);
    replace(m_paths.keys(), damaged);
    EXPECT_EQ(refusal("Ada Admin", AdministratorWords), ErrorCode::StoreInUse);
    EXPECT_EQ(contentOf(m_paths.keys()), damaged);
    reopen();
    EXPECT_FALSE(KeySlotFile::load(m_paths.keys())->wasDamaged());
    // Or by whoever holds it.
    replace(m_paths.keys(), damaged);
    ASSERT_TRUE(m_site->authenticate(QStringLiteral("Ada Admin"), words(AdministratorWords)));
    EXPECT_FALSE(KeySlotFile::load(m_paths.keys())->wasDamaged());
}
