#include "core/security/ErasureMarks.h"

#include "core/security/SubjectPassages.h"

#include <QSet>

#include <sodium.h>

namespace gatehouse::security {

namespace {

constexpr qsizetype MarkSize = 32;
constexpr char SecretName[] = "erasures";

// A secret marks are made with, wiped at the end of its life.
class MarkSecret
{
public:
    MarkSecret(qint64 number, QByteArray bytes)
        : m_number(number)
        , m_bytes(std::move(bytes))
    {
    }
    MarkSecret(MarkSecret&&) noexcept = default;
    MarkSecret& operator=(MarkSecret&&) = delete;
    ~MarkSecret()
    {
        if (!m_bytes.isEmpty())
            sodium_memzero(m_bytes.data(), static_cast<std::size_t>(m_bytes.size()));
    }
    [[nodiscard]] qint64 number() const { return m_number; }
    [[nodiscard]] QByteArray markOf(const QString& what) const
    {
        const QByteArray text = what.toUtf8();
        QByteArray mark(MarkSize, Qt::Uninitialized);
        crypto_generichash(reinterpret_cast<unsigned char*>(mark.data()), static_cast<std::size_t>(mark.size()),
            reinterpret_cast<const unsigned char*>(text.constData()), static_cast<unsigned long long>(text.size()),
            reinterpret_cast<const unsigned char*>(m_bytes.constData()), static_cast<std::size_t>(m_bytes.size()));
        return mark;
    }

private:
    qint64 m_number;
    QByteArray m_bytes;
};

// The newest first: that is the one new marks are made with. A ring that was filled from a copy may have another.
Result<std::vector<MarkSecret>> markSecrets(store::Database& database)
{
    if (!database.hasRing())
        return failure(ErrorCode::RingMissing);
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare("SELECT generation, secret FROM ring.site_secrets WHERE name = ?1 ORDER BY created_at DESC"));
    rows.bindAll(QString::fromLatin1(SecretName));
    std::vector<MarkSecret> secrets;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return secrets;
        secrets.emplace_back(rows.integer(0), rows.blob(1));
    }
}

Result<void> makeSecret(store::Database& database, const Clock& clock)
{
    // A random number: two rings that were filled from each other keep both secrets.
    const qint64 number = 1 + static_cast<qint64>(randombytes_random());
    QByteArray secret(MarkSize, Qt::Uninitialized);
    randombytes_buf(secret.data(), static_cast<std::size_t>(secret.size()));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY_ASSIGN(insert,
        database.prepare(
            "INSERT INTO ring.site_secrets (name, generation, secret, created_at) VALUES (?1, ?2, ?3, ?4)"));
    insert.bindAll(QString::fromLatin1(SecretName), number, secret, clock.now());
    const auto inserted = insert.run();
    sodium_memzero(secret.data(), static_cast<std::size_t>(secret.size()));
    GATEHOUSE_TRY(inserted);
    return transaction.commit();
}

QString rowText(QLatin1StringView kind, qint64 id, UtcTime since)
{
    return QStringLiteral("%1/%2/%3").arg(kind).arg(id).arg(since.milliseconds());
}

QString plateText(const QString& plate)
{
    return QStringLiteral("plate/") + plate;
}

QString vehiclesText(const QString& plate)
{
    return QStringLiteral("vehicles-of/") + plate;
}

// The marks of plates that were forgotten leave one of their own.
QString forgottenText()
{
    return QStringLiteral("forgotten/plates");
}

Result<void> writeMark(store::Transaction& transaction, UtcTime at, const QString& kind, const QString& what)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(secrets, markSecrets(database));
    if (secrets.empty())
        return failure(ErrorCode::RingMissing, QStringLiteral("secret of marks"));
    for (const QByteArrayView table : { "main", "ring" }) {
        GATEHOUSE_TRY_ASSIGN(insert,
            database.prepare("INSERT INTO " + table.toByteArray()
                + ".erasures (mark, secret, kind, at) VALUES (?1, ?2, ?3, ?4) "
                  "ON CONFLICT (mark) DO UPDATE SET at = max(at, excluded.at)"));
        insert.bindAll(secrets.front().markOf(what), secrets.front().number(), kind, at);
        GATEHOUSE_TRY(insert.run());
    }
    return {};
}

// `sql` gives the first moment of the row; a row that is not there leaves no mark.
Result<void> markRow(
    store::Transaction& transaction, const Clock& clock, QLatin1StringView kind, QByteArrayView sql, qint64 id)
{
    UtcTime since;
    {
        GATEHOUSE_TRY_ASSIGN(query, transaction.database().prepare(sql));
        query.bindAll(id);
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            return {};
        since = query.time(0);
    }
    return writeMark(transaction, clock.now(), QStringLiteral("row"), rowText(kind, id, since));
}

constexpr QLatin1StringView PersonKind("person");
constexpr QLatin1StringView VehicleKind("vehicle");
constexpr QLatin1StringView ConsentKind("consent");
constexpr QLatin1StringView RemovedPersonKind("removed-person");
constexpr QLatin1StringView RemovedVehicleKind("removed-vehicle");

// The marks a store does not know, ready to be asked.
class UnknownMarks
{
public:
    static Result<UnknownMarks> read(store::Database& database)
    {
        UnknownMarks unknown;
        GATEHOUSE_TRY_ASSIGN(rows,
            database.prepare("SELECT r.mark, r.secret, r.kind, r.at FROM ring.erasures r LEFT JOIN main.erasures m ON "
                             "m.mark = r.mark WHERE m.at IS NULL OR m.at < r.at"));
        QSet<qint64> wanted;
        while (true) {
            GATEHOUSE_TRY_ASSIGN(more, rows.step());
            if (!more)
                break;
            unknown.m_marks.insert(rows.blob(0), rows.time(3));
            wanted.insert(rows.integer(1));
            unknown.m_hasPlates |= rows.text(2) == QStringLiteral("plate");
        }
        GATEHOUSE_TRY_ASSIGN(secrets, markSecrets(database));
        for (MarkSecret& secret : secrets) {
            if (wanted.contains(secret.number()))
                unknown.m_secrets.push_back(std::move(secret));
        }
        return unknown;
    }

    [[nodiscard]] bool isEmpty() const { return m_marks.isEmpty(); }
    [[nodiscard]] bool hasPlates() const { return m_hasPlates; }
    [[nodiscard]] std::optional<UtcTime> erasedAt(const QString& what) const
    {
        for (const MarkSecret& secret : m_secrets) {
            const auto found = m_marks.constFind(secret.markOf(what));
            if (found != m_marks.cend())
                return *found;
        }
        return std::nullopt;
    }
    // The same of something seen at `moment`: what came after the erasure is not meant.
    [[nodiscard]] bool isErased(const QString& what, UtcTime moment) const
    {
        const auto at = erasedAt(what);
        return at && moment <= *at;
    }

private:
    QHash<QByteArray, UtcTime> m_marks;
    std::vector<MarkSecret> m_secrets;
    bool m_hasPlates = false;
};

// Calls `take` with every row of `sql`.
template <typename Take>
Result<void> eachRow(store::Database& database, QByteArrayView sql, Take take)
{
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(sql));
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return {};
        take(rows);
    }
}

Result<void> findRows(store::Database& database, const UnknownMarks& marks, ErasedSince& since)
{
    GATEHOUSE_TRY(eachRow(
        database, "SELECT id, created_at, removed_at IS NULL FROM main.persons", [&](const store::Statement& row) {
            if (marks.isErased(rowText(PersonKind, row.integer(0), row.time(1)), row.time(1)))
                since.persons.append(row.id<PersonId>(0));
            else if (const auto at = marks.erasedAt(rowText(RemovedPersonKind, row.integer(0), row.time(1)));
                     at && row.boolean(2))
                since.removedPersons.insert(row.integer(0), *at);
        }));
    GATEHOUSE_TRY(
        eachRow(database, "SELECT id, created_at, plate FROM main.vehicles", [&](const store::Statement& row) {
            if (marks.isErased(rowText(VehicleKind, row.integer(0), row.time(1)), row.time(1))
                || marks.isErased(vehiclesText(row.text(2)), row.time(1)))
                since.vehicles.append(row.id<VehicleId>(0));
            else if (marks.erasedAt(rowText(RemovedVehicleKind, row.integer(0), row.time(1))))
                since.removedVehicles.append(row.id<VehicleId>(0));
        }));
    return eachRow(database, "SELECT id, given_at FROM main.consents WHERE withdrawn_at IS NULL",
        [&](const store::Statement& row) {
            if (const auto at = marks.erasedAt(rowText(ConsentKind, row.integer(0), row.time(1))))
                since.consents.insert(row.integer(0), *at);
        });
}

Result<void> findPlates(store::Database& database, const UnknownMarks& marks, ErasedSince& since)
{
    GATEHOUSE_TRY(eachRow(
        database, "SELECT DISTINCT plate FROM main.events WHERE plate IS NOT NULL", [&](const store::Statement& row) {
            if (const auto at = marks.erasedAt(plateText(row.text(0))))
                since.plates.insert(row.text(0), *at);
        }));
    GATEHOUSE_TRY(eachRow(database,
        "SELECT id, at, json_extract(detail, '$.runnerUpPlate') FROM main.events "
        "WHERE json_extract(detail, '$.runnerUpPlate') IS NOT NULL",
        [&](const store::Statement& row) {
            if (marks.isErased(plateText(row.text(2)), row.time(1)))
                since.naming.append(row.integer(0));
        }));
    GATEHOUSE_TRY(eachRow(database,
        "SELECT id, at, json_extract(detail, '$.note') FROM main.events WHERE json_extract(detail, '$.note') IS NOT "
        "NULL",
        [&](const store::Statement& row) {
            for (const QString& plate : platesWrittenIn(row.text(2))) {
                if (marks.isErased(plateText(plate), row.time(1))) {
                    since.naming.append(row.integer(0));
                    break;
                }
            }
        }));
    return {};
}

// Open requests do not go by their age, so one that came before marks were forgotten may be about a plate whose mark is
// not there any more: which plates were erased until then, nobody knows.
Result<void> findRequests(store::Database& database, const UnknownMarks& marks, ErasedSince& since)
{
    const auto forgotten = marks.erasedAt(forgottenText());
    return eachRow(database, "SELECT id, received_at, plate FROM main.subject_requests WHERE plate IS NOT NULL",
        [&](const store::Statement& row) {
            const UtcTime received = row.time(1);
            if ((forgotten && received <= *forgotten) || marks.isErased(plateText(row.text(2)), received))
                since.requests.append(row.integer(0));
        });
}

} // namespace

Result<void> markErased(store::Transaction& transaction, const Clock& clock, PersonId person)
{
    return markRow(transaction, clock, PersonKind, "SELECT created_at FROM persons WHERE id = ?", person.value());
}

Result<void> markErased(store::Transaction& transaction, const Clock& clock, VehicleId vehicle)
{
    return markRow(transaction, clock, VehicleKind, "SELECT created_at FROM vehicles WHERE id = ?", vehicle.value());
}

Result<void> markErased(store::Transaction& transaction, const Clock& clock, ConsentId consent)
{
    return markRow(transaction, clock, ConsentKind, "SELECT given_at FROM consents WHERE id = ?", consent.value());
}

Result<void> markRemoved(store::Transaction& transaction, const Clock& clock, PersonId person)
{
    return markRow(
        transaction, clock, RemovedPersonKind, "SELECT created_at FROM persons WHERE id = ?", person.value());
}

Result<void> markRemoved(store::Transaction& transaction, const Clock& clock, VehicleId vehicle)
{
    return markRow(
        transaction, clock, RemovedVehicleKind, "SELECT created_at FROM vehicles WHERE id = ?", vehicle.value());
}

Result<void> markErased(store::Transaction& transaction, const Clock& clock, const QString& plate)
{
    GATEHOUSE_TRY(writeMark(transaction, clock.now(), QStringLiteral("plate"), plateText(plate)));
    {
        GATEHOUSE_TRY_ASSIGN(query, transaction.database().prepare("SELECT 1 FROM vehicles WHERE plate = ?"));
        query.bindAll(plate);
        GATEHOUSE_TRY_ASSIGN(isRegistered, query.step());
        if (isRegistered)
            return {};
    }
    return writeMark(transaction, clock.now(), QStringLiteral("plate"), vehiclesText(plate));
}

Result<void> settleMarks(store::Database& database, const Clock& clock)
{
    GATEHOUSE_TRY_ASSIGN(secrets, markSecrets(database));
    if (secrets.empty())
        GATEHOUSE_TRY(makeSecret(database, clock));
    return carryMarksToRing(database);
}

Result<void> carryMarksToRing(store::Database& database)
{
    {
        GATEHOUSE_TRY_ASSIGN(query,
            database.prepare("SELECT 1 FROM main.erasures m LEFT JOIN ring.erasures r ON r.mark = m.mark "
                             "WHERE r.at IS NULL OR r.at < m.at"));
        GATEHOUSE_TRY_ASSIGN(isAny, query.step());
        if (!isAny)
            return {};
    }
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(
        database.execute("INSERT INTO ring.erasures (mark, secret, kind, at) SELECT mark, secret, kind, at FROM "
                         "main.erasures WHERE true ON CONFLICT (mark) DO UPDATE SET at = max(at, excluded.at)"));
    return transaction.commit();
}

Result<ErasedSince> erasedSince(store::Database& database)
{
    ErasedSince since;
    GATEHOUSE_TRY_ASSIGN(marks, UnknownMarks::read(database));
    since.isAny = !marks.isEmpty();
    if (!since.isAny)
        return since;
    GATEHOUSE_TRY(findRows(database, marks, since));
    if (marks.hasPlates())
        GATEHOUSE_TRY(findPlates(database, marks, since));
    GATEHOUSE_TRY(findRequests(database, marks, since));
    return since;
}

Result<void> noteErasures(store::Transaction& transaction)
{
    return transaction.database().execute(
        "INSERT INTO main.erasures (mark, secret, kind, at) SELECT mark, secret, kind, at FROM ring.erasures WHERE "
        "true ON CONFLICT (mark) DO UPDATE SET at = max(at, excluded.at)");
}

Result<void> forgetOldMarks(store::Transaction& transaction, UtcTime before)
{
    store::Database& database = transaction.database();
    std::optional<UtcTime> newest;
    {
        GATEHOUSE_TRY_ASSIGN(
            query, database.prepare("SELECT max(at) FROM ring.erasures WHERE kind = 'plate' AND at < ?1"));
        query.bindAll(before);
        GATEHOUSE_TRY(query.step());
        newest = query.optionalTime(0);
    }
    if (newest)
        GATEHOUSE_TRY(writeMark(transaction, *newest, QStringLiteral("row"), forgottenText()));
    for (const QByteArrayView sql : { "DELETE FROM main.erasures WHERE kind = 'plate' AND at < ?1",
             "DELETE FROM ring.erasures WHERE kind = 'plate' AND at < ?1" }) {
        GATEHOUSE_TRY_ASSIGN(remove, database.prepare(sql));
        remove.bindAll(before);
        GATEHOUSE_TRY(remove.run());
    }
    return {};
}

Result<bool> hasErasedUnmarked(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT 1 FROM ring.erasures WHERE kind = 'unmarked'"));
    return query.step();
}

} // namespace gatehouse::security
