#include "core/security/SchemaUpkeep.h"

#include "core/audit/AuditTrail.h"
#include "core/store/SchemaCheck.h"

#include <QJsonArray>

namespace gatehouse::security {

Result<SettledSchema> settleSchema(store::Database& database, const Clock& clock)
{
    SettledSchema settled;
    for (const QByteArrayView schema : { QByteArrayView("main"), QByteArrayView("ring") }) {
        GATEHOUSE_TRY_ASSIGN(difference, store::compareSchema(database, schema));
        if (!difference.tables.isEmpty())
            return failure(
                ErrorCode::MigrationFailed, QStringLiteral("schema ") + difference.tables.join(QStringLiteral(", ")));
        settled.foreignTables += difference.foreignTables;
        settled.restoredRules += difference.rules;
        if (difference.rules.isEmpty())
            continue;
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY(store::restoreRules(transaction, difference, schema));
        GATEHOUSE_TRY(audit::append(transaction, clock,
            { {}, QStringLiteral("store.rules-restored"), { QStringLiteral("site"), 1 },
                { { QStringLiteral("rules"), QJsonArray::fromStringList(difference.rules) } } }));
        GATEHOUSE_TRY(transaction.commit());
    }
    return settled;
}

} // namespace gatehouse::security
