#include "core/privacy/RetentionRecord.h"

#include "core/privacy/Certificate.h"
#include "core/security/SiteKeyTable.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace gatehouse::privacy {

namespace {

void take(RetentionPolicy& policy, const QJsonObject& line, QLatin1StringView daysField)
{
    const auto dataClass = dataClassFromCode(line.value(QLatin1StringView("class")).toString());
    if (dataClass && line.value(daysField).isDouble())
        policy.days.insert(*dataClass, permittedDays(*dataClass, line.value(daysField).toInt()));
}

// Up to which entry of the trail the policy holds what was decided.
Result<qint64> takeNewestCertificate(store::Database& database, const QByteArray& publicKey, RetentionPolicy& policy)
{
    GATEHOUSE_TRY_ASSIGN(newest, newestGenuine(database, CertificateKind::Retention, publicKey));
    if (!newest)
        return 0;
    const QJsonObject words = newest->words();
    for (const QJsonValue& line : words.value(QLatin1StringView("classes")).toArray())
        take(policy, line.toObject(), QLatin1StringView("days"));
    return words.value(QLatin1StringView("policyAt")).toInteger(newest->audit.entries);
}

} // namespace

Result<RetentionPolicy> recordedPolicy(store::Database& database, const QByteArray& publicKey)
{
    RetentionPolicy policy;
    for (const DataClass one : AllDataClasses)
        policy.days.insert(one, retentionTerms(one).standard);
    GATEHOUSE_TRY_ASSIGN(told, takeNewestCertificate(database, publicKey, policy));
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare("SELECT detail FROM audit WHERE subject_kind = 'site' "
                         "AND action = 'retention.change' AND sequence > ?1 ORDER BY sequence"));
    rows.bindAll(told);
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return policy;
        take(policy, QJsonDocument::fromJson(rows.text(0).toUtf8()).object(), QLatin1StringView("to"));
    }
}

Result<RetentionPolicy> recordedPolicy(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(key, security::sitePublicKey(database, security::SiteKeyPurpose::Signing));
    return recordedPolicy(database, key.value_or(QByteArray()));
}

QList<DataClass> unaccounted(const RetentionPolicy& set, const RetentionPolicy& recorded)
{
    QList<DataClass> classes;
    for (const DataClass one : AllDataClasses) {
        if (set.of(one) != recorded.of(one))
            classes.append(one);
    }
    return classes;
}

Result<bool> isRetentionUnaccounted(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(set, readRetentionPolicy(database));
    GATEHOUSE_TRY_ASSIGN(recorded, recordedPolicy(database));
    return !unaccounted(set, recorded).isEmpty();
}

} // namespace gatehouse::privacy
