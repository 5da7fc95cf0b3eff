#include "core/security/SubjectPassages.h"

#include "core/base/PlateText.h"
#include "core/store/Column.h"

#include <QRegularExpression>

namespace gatehouse::security {

namespace {

// `seeds` selects the first events; from them up to what they answer and down to all that answers that.
QByteArray storiesOf(const char* seeds)
{
    return QByteArray("WITH RECURSIVE above (id, answers) AS (SELECT id, answers_event_id FROM events e WHERE ") + seeds
        + " UNION SELECT e.id, e.answers_event_id FROM events e JOIN above ON e.id = above.answers), "
          "story (id) AS (SELECT id FROM above UNION SELECT e.id FROM events e JOIN story ON e.answers_event_id = "
          "story.id) SELECT id FROM story";
}

constexpr char OfPerson[] = "e.person_id = ?1";
constexpr char OfVehicle[] =
    "e.vehicle_id = ?1 OR (e.vehicle_id IS NULL AND e.plate = (SELECT plate FROM vehicles WHERE id = ?1) "
    "AND NOT EXISTS (SELECT 1 FROM vehicles o WHERE o.plate = e.plate AND o.region = e.plate_region AND o.id <> ?1))";
constexpr char OfPlate[] = "e.plate = ?1 AND e.vehicle_id IS NULL "
                           "AND NOT EXISTS (SELECT 1 FROM vehicles o WHERE o.plate = e.plate AND (o.region = "
                           "e.plate_region OR e.plate_region IS NULL)) AND (?2 IS NULL OR e.at <= ?2)";

template <typename... Values>
Result<QList<qint64>> numbers(store::Database& database, const QByteArray& sql, const Values&... values)
{
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(sql));
    rows.bindAll(values...);
    return store::integersOf(rows);
}

} // namespace

Result<QList<qint64>> passagesOf(store::Database& database, PersonId person)
{
    return numbers(database, storiesOf(OfPerson), person);
}

Result<QList<qint64>> passagesOf(store::Database& database, VehicleId vehicle)
{
    return numbers(database, storiesOf(OfVehicle), vehicle);
}

Result<QList<qint64>> passagesOf(store::Database& database, const QString& plate, std::optional<UtcTime> until)
{
    return numbers(database, storiesOf(OfPlate), plate, until);
}

Result<QList<qint64>> eventsNaming(store::Database& database, const QString& plate)
{
    GATEHOUSE_TRY_ASSIGN(
        found, numbers(database, "SELECT id FROM events WHERE json_extract(detail, '$.runnerUpPlate') = ?1", plate));
    GATEHOUSE_TRY_ASSIGN(noted,
        database.prepare("SELECT id, json_extract(detail, '$.note') FROM events "
                         "WHERE json_extract(detail, '$.note') IS NOT NULL"));
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, noted.step());
        if (!more)
            return found;
        if (platesWrittenIn(noted.text(1)).contains(plate))
            found.append(noted.integer(0));
    }
}

QSet<QString> platesWrittenIn(const QString& note)
{
    constexpr int MostWords = 4;
    static const QRegularExpression blank(QStringLiteral("[\\s,;:!?()\"'/]+"));
    const QStringList words = note.split(blank, Qt::SkipEmptyParts);
    QSet<QString> plates;
    for (qsizetype first = 0; first < words.size(); ++first) {
        QString together;
        for (qsizetype last = first; last < words.size() && last < first + MostWords; ++last) {
            together += words.at(last);
            if (const auto read = PlateText::fromUserInput(together))
                plates.insert(read->toString());
        }
    }
    return plates;
}

QString asJsonArray(const QList<qint64>& numbers)
{
    QStringList texts;
    for (const qint64 number : numbers)
        texts.append(QString::number(number));
    return QLatin1Char('[') + texts.join(QLatin1Char(',')) + QLatin1Char(']');
}

} // namespace gatehouse::security
