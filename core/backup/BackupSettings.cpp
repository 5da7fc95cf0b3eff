#include "core/backup/BackupSettings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace gatehouse::backup {

namespace {

const QString SettingsKey = QStringLiteral("backup.settings");
const QString LastKey = QStringLiteral("backup.last");
const QString DrillKey = QStringLiteral("backup.drill");
const QString RingCopiesKey = QStringLiteral("backup.ring-copies");
const QString TimeForm = QStringLiteral("HH:mm");

Result<QJsonObject> readObject(store::Database& database, const QString& key)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT value FROM settings WHERE key = ?"));
    query.bindAll(key);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? QJsonDocument::fromJson(query.text(0).toUtf8()).object() : QJsonObject();
}

Result<void> writeObject(store::Transaction& transaction, const QString& key, const QJsonObject& object)
{
    GATEHOUSE_TRY_ASSIGN(insert,
        transaction.database().prepare(
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"));
    insert.bindAll(key, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
    return insert.run();
}

UtcTime timeIn(const QJsonObject& object, const QString& key)
{
    return UtcTime::fromMilliseconds(object.value(key).toInteger());
}

} // namespace

Result<BackupSettings> readSettings(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(object, readObject(database, SettingsKey));
    BackupSettings settings;
    settings.folder = object.value(QStringLiteral("folder")).toString();
    settings.ringFolder = object.value(QStringLiteral("ringFolder")).toString();
    const QTime daily = QTime::fromString(object.value(QStringLiteral("dailyAt")).toString(), TimeForm);
    if (daily.isValid())
        settings.dailyAt = daily;
    KeepRules& keep = settings.keep;
    keep.newest = object.value(QStringLiteral("newest")).toInt(keep.newest);
    keep.days = object.value(QStringLiteral("days")).toInt(keep.days);
    keep.weeks = object.value(QStringLiteral("weeks")).toInt(keep.weeks);
    keep.months = object.value(QStringLiteral("months")).toInt(keep.months);
    settings.warnAfterDays = object.value(QStringLiteral("warnAfterDays")).toInt(settings.warnAfterDays);
    return settings;
}

Result<void> writeSettings(store::Transaction& transaction, const BackupSettings& settings)
{
    return writeObject(transaction, SettingsKey,
        { { QStringLiteral("folder"), settings.folder }, { QStringLiteral("ringFolder"), settings.ringFolder },
            { QStringLiteral("dailyAt"), settings.dailyAt ? settings.dailyAt->toString(TimeForm) : QString() },
            { QStringLiteral("newest"), settings.keep.newest }, { QStringLiteral("days"), settings.keep.days },
            { QStringLiteral("weeks"), settings.keep.weeks }, { QStringLiteral("months"), settings.keep.months },
            { QStringLiteral("warnAfterDays"), settings.warnAfterDays } });
}

Result<std::optional<LastBackup>> readLast(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(object, readObject(database, LastKey));
    if (object.isEmpty())
        return std::optional<LastBackup>();
    return std::optional(LastBackup { timeIn(object, QStringLiteral("takenAt")),
        object.value(QStringLiteral("file")).toString(), object.value(QStringLiteral("bytes")).toInteger() });
}

Result<void> writeLast(store::Transaction& transaction, const LastBackup& last)
{
    return writeObject(transaction, LastKey,
        { { QStringLiteral("takenAt"), last.takenAt.milliseconds() }, { QStringLiteral("file"), last.file },
            { QStringLiteral("bytes"), last.bytes } });
}

Result<QList<KnownRingCopy>> readRingCopies(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(object, readObject(database, RingCopiesKey));
    QList<KnownRingCopy> copies;
    for (const QJsonValue& value : object.value(QStringLiteral("copies")).toArray()) {
        const QJsonObject row = value.toObject();
        copies.append({ row.value(QStringLiteral("file")).toString(), timeIn(row, QStringLiteral("takenAt")),
            QByteArray::fromHex(row.value(QStringLiteral("digest")).toString().toLatin1()),
            { row.value(QStringLiteral("keys")).toInteger(), row.value(QStringLiteral("destroyed")).toInteger(),
                row.value(QStringLiteral("rotation")).toInteger() } });
    }
    return copies;
}

Result<void> writeRingCopies(store::Transaction& transaction, const QList<KnownRingCopy>& copies)
{
    QJsonArray rows;
    for (const KnownRingCopy& copy : copies.first(std::min(copies.size(), MostRingCopies))) {
        rows.append(QJsonObject { { QStringLiteral("file"), copy.file },
            { QStringLiteral("takenAt"), copy.takenAt.milliseconds() },
            { QStringLiteral("digest"), QString::fromLatin1(copy.payloadDigest.toHex()) },
            { QStringLiteral("keys"), copy.content.keys }, { QStringLiteral("destroyed"), copy.content.destroyed },
            { QStringLiteral("rotation"), copy.content.rotation } });
    }
    return writeObject(transaction, RingCopiesKey, { { QStringLiteral("copies"), rows } });
}

namespace {

// The numbers of the codes move from one version to the next, their names stay.
ErrorCode codeOfName(const QString& name)
{
    for (int number = 0;; ++number) {
        const auto code = static_cast<ErrorCode>(number);
        const QLatin1StringView known = errorCodeName(code);
        if (known == name)
            return code;
        if (known == QLatin1StringView("Unknown"))
            return ErrorCode::Internal;
    }
}

} // namespace

Result<std::optional<LastDrill>> readDrill(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(object, readObject(database, DrillKey));
    if (object.isEmpty())
        return std::optional<LastDrill>();
    LastDrill drill { timeIn(object, QStringLiteral("at")), std::nullopt };
    const QJsonValue failure = object.value(QStringLiteral("failure"));
    // A name of another version, or the bare number that versions of before wrote: it failed, whyever.
    if (!failure.isUndefined())
        drill.failure = codeOfName(failure.toString());
    return std::optional(drill);
}

Result<void> writeDrill(store::Transaction& transaction, const LastDrill& drill)
{
    QJsonObject object { { QStringLiteral("at"), drill.at.milliseconds() } };
    if (drill.failure)
        object.insert(QStringLiteral("failure"), QString(errorCodeName(*drill.failure)));
    return writeObject(transaction, DrillKey, object);
}

} // namespace gatehouse::backup
