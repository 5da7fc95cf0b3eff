#include "core/security/Vault.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

const QByteArray ResidentId = QByteArrayLiteral("11010519491231002X");
const QByteArray Place = QByteArrayLiteral("person.resident-id:17");

} // namespace

TEST(Vault, whoSealsCannotOpenAndTheVaultCan)
{
    const VaultKey vault = VaultKey::generate();
    const auto sealed = sealField(vault.publicKey(), ResidentId, Place);
    ASSERT_TRUE(sealed);
    EXPECT_FALSE(sealed->contains(ResidentId));
    const auto opened = vault.open(*sealed, Place);
    ASSERT_TRUE(opened);
    EXPECT_EQ(*opened, ResidentId);
    EXPECT_EQ(*VaultKey::fromSecret(vault.secret()).open(*sealed, Place), ResidentId);
    EXPECT_EQ(VaultKey::generate().open(*sealed, Place).error().code, ErrorCode::FormatInvalid);
}

TEST(Vault, theSameValueNeverLooksTheSameAndItsLengthDoesNotShow)
{
    const VaultKey vault = VaultKey::generate();
    const auto one = sealField(vault.publicKey(), ResidentId, Place);
    EXPECT_NE(*one, *sealField(vault.publicKey(), ResidentId, Place));
    EXPECT_EQ(one->size(), sealField(vault.publicKey(), "1949-12-31", Place)->size());
    EXPECT_EQ(*vault.open(*sealField(vault.publicKey(), {}, Place), Place), QByteArray());
}

TEST(Vault, aSealedFieldOpensInItsOwnPlaceOnly)
{
    const VaultKey vault = VaultKey::generate();
    const auto sealed = sealField(vault.publicKey(), ResidentId, Place);
    EXPECT_EQ(vault.open(*sealed, "person.resident-id:18").error().code, ErrorCode::FormatInvalid);
    for (qsizetype at = 0; at < sealed->size(); ++at) {
        QByteArray changed = *sealed;
        changed[at] = char(changed[at] ^ 1);
        EXPECT_EQ(vault.open(changed, Place).error().code, ErrorCode::FormatInvalid) << at;
        EXPECT_EQ(vault.open(sealed->first(at), Place).error().code, ErrorCode::FormatInvalid) << at;
    }
}

TEST(Vault, nothingIsSealedToAKeyThatIsNone)
{
    EXPECT_FALSE(sealField(QByteArray(), ResidentId, Place));
    EXPECT_FALSE(sealField(QByteArray(32, '\0'), ResidentId, Place));
}
