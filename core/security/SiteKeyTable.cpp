#include "core/security/SiteKeyTable.h"

namespace gatehouse::security {

namespace {

QString purposeCode(SiteKeyPurpose purpose)
{
    return purpose == SiteKeyPurpose::Vault ? QStringLiteral("vault") : QStringLiteral("signing");
}

} // namespace

Result<std::optional<QByteArray>> sitePublicKey(store::Database& database, SiteKeyPurpose purpose)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT public_key FROM site_keys WHERE purpose = ?"));
    query.bindAll(purposeCode(purpose));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? std::optional(query.blob(0)) : std::nullopt;
}

Result<void> recordSitePublicKey(
    store::Transaction& transaction, SiteKeyPurpose purpose, const QByteArray& publicKey, UtcTime now)
{
    GATEHOUSE_TRY_ASSIGN(insert,
        transaction.database().prepare("INSERT INTO site_keys (purpose, public_key, created_at) VALUES (?, ?, ?)"));
    insert.bindAll(purposeCode(purpose), publicKey, now);
    return insert.run();
}

} // namespace gatehouse::security
